package dev.pinisi.engine;

import java.util.List;

/** Something mounted into a container: {@code -v}, {@code --mount}, {@code --tmpfs}. Options are mount(8)'s words. */
public sealed interface MountSpec {
    /** The absolute path inside the container. */
    String destination();

    List<String> options();

    /**
     * A file or folder of the host.
     *
     * @param source absolute; must exist
     */
    record Bind(String source, String destination, List<String> options) implements MountSpec {}

    /**
     * A volume of the store, made on first use.
     *
     * @param name empty for an anonymous one
     */
    record Volume(String name, String destination, List<String> options) implements MountSpec {}

    /** Memory. */
    record Tmpfs(String destination, List<String> options) implements MountSpec {}
}
