package dev.pinisi.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An overlay, as the kernel's Documentation/filesystems/overlayfs.rst describes it.
 *
 * @param lowers the layers, the topmost first; at least one
 * @param writable where changes go; without it the mount is read-only
 * @param options further ones, overlayfs' own: {@code volatile}, {@code metacopy=off}, {@code userxattr}; and of the mount
 *     {@code nosuid}, {@code nodev}, {@code noexec}
 */
public record OverlayMount(List<Path> lowers, Optional<Writable> writable, List<String> options) {
    /**
     * Where changes go.
     *
     * @param upper the directory of changes
     * @param work an empty directory on the same file system, for the kernel alone
     */
    public record Writable(Path upper, Path work) {}

    public OverlayMount {
        lowers = List.copyOf(lowers);
        options = List.copyOf(options);
        if (lowers.isEmpty()) {
            throw new IllegalArgumentException("an overlay needs a lower directory");
        }
    }

    /** The flag that an option of the mount is, the same for mount(2) and fsmount(2); 0 for overlayfs' own. */
    static int flag(String option) {
        return switch (option) {
            case "nosuid" -> 2;
            case "nodev" -> 4;
            case "noexec" -> 8;
            default -> 0;
        };
    }

    /** All such flags. */
    int flags() {
        int flags = 0;
        for (String option : options) {
            flags |= flag(option);
        }
        return flags;
    }
}
