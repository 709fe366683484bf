package dev.pinisi.engine;

/** Which namespaces a container shares, besides the network. */
public record NamespaceSettings(NamespaceMode pid, NamespaceMode ipc, NamespaceMode uts, NamespaceMode cgroup) {}
