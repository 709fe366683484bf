package dev.pinisi.storage.spi;

import dev.pinisi.linux.IdMappings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A way to make a writable root file system of layers. Layers are unpacked the same for all drivers, with whiteouts as
 * overlayfs has them. Stateless; the caller holds the container's lock.
 */
public interface Driver {
    /** The name that options and {@code info} use. */
    String id();

    /**
     * Tries out whether this driver works for a store.
     *
     * @param scratch an empty directory in the store; what is mounted at its {@code merged} is taken away whatever
     *     becomes of this process
     * @param options without the driver's name before them: {@code metacopy=on}
     */
    Trial tryOut(Path scratch, List<String> options);

    /**
     * Makes what must be there before the first mount.
     *
     * @param parts with a directory that is not in its final place yet
     */
    void prepare(Parts parts);

    /**
     * Mounts a root file system.
     *
     * @param target an empty directory, not mounted on
     */
    void mount(Parts parts, Path target);

    /** Takes away what {@link #mount} did; false if there was nothing. */
    boolean unmount(Path target);

    /** Where the files of a container are that is not mounted. */
    Content content(Parts parts);

    /**
     * Removes a container's directory faster than file by file, if there is a way; what is left the caller removes. The
     * directory is unmounted and moved away.
     */
    void discard(Path directory);

    /** Whether a driver works, and how. */
    sealed interface Trial {
        /**
         * It does.
         *
         * @param options what {@link Parts#options} shall be for new root file systems
         */
        record Works(List<String> options) implements Trial {}

        /**
         * It does not.
         *
         * @param reason to follow the driver's name and a colon
         */
        record Fails(String reason) implements Trial {}
    }

    /** Where the files of a container are. */
    sealed interface Content {
        /** A directory of nothing but the changes, as overlayfs has them, without {@code redirect_dir} and the like. */
        record Changes(Path upper) implements Content {}

        /** A directory of all files, the image's too. */
        record Whole(Path tree) implements Content {}

        /** Only the mounted root file system shows them. */
        record Mounted() implements Content {}
    }

    /**
     * What a root file system is made of.
     *
     * @param layers the trees, the topmost first; may be none
     * @param image a directory that lives as long as the container's image does, for what its containers share
     * @param directory the container's own, to keep its changes in; holds {@code upper}, with the attributes of the
     *     root directory, and {@code work}
     * @param options as the trial found them when the container was made
     * @param ephemeral whether nothing need wait for the disk, as changes may be lost by a power cut
     * @param mappings of the owners of all files
     * @param size the most bytes that the container may write; 0 for any number
     */
    record Parts(
            List<Path> layers,
            Optional<Path> image,
            Path directory,
            List<String> options,
            boolean ephemeral,
            IdMappings mappings,
            long size) {
        public Path upper() {
            return directory.resolve("upper");
        }

        public Path work() {
            return directory.resolve("work");
        }

        /** The value of an option {@code name=value}. */
        public Optional<String> option(String name) {
            for (String option : options) {
                if (option.length() > name.length() && option.startsWith(name) && option.charAt(name.length()) == '=') {
                    return Optional.of(option.substring(name.length() + 1));
                }
            }
            return Optional.empty();
        }
    }
}
