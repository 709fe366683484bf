package dev.pinisi.engine;

/** Which namespace of a kind a container lives in: {@code --pid}, {@code --ipc}, {@code --uts}, {@code --cgroupns}. */
public sealed interface NamespaceMode {
    /** What is usual: one of its own, but the host's cgroup namespace where cgroups are of version 1. */
    record Usual() implements NamespaceMode {}

    /** One of its own. */
    record Private() implements NamespaceMode {}

    /** The host's. */
    record Host() implements NamespaceMode {}

    /** Another container's. */
    record OfContainer(String nameOrId) implements NamespaceMode {}

    /** Reads {@code private}, {@code shareable}, {@code host} or {@code container:ID}. */
    static NamespaceMode parse(String option, String text) {
        if (text.startsWith("container:")) {
            return new OfContainer(text.substring("container:".length()));
        }
        return switch (text) {
            case "" -> new Usual();
            case "private", "shareable" -> new Private();
            case "host" -> new Host();
            default ->
                throw new EngineException(
                        EngineException.Kind.INVALID_SPEC,
                        text,
                        option + " " + text + ": must be private, host or container:NAME");
        };
    }
}
