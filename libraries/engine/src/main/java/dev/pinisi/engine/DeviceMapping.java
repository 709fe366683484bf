package dev.pinisi.engine;

/**
 * A host's device in a container: {@code --device}.
 *
 * @param permissions some of {@code rwm}
 */
public record DeviceMapping(String hostPath, String containerPath, String permissions) {}
