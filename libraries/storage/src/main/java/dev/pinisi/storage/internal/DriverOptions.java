package dev.pinisi.storage.internal;

import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Options of drivers in podman's words, each driver's for itself.
 *
 * @param overlay what overlay mounts with: mount options, and {@code mount_program=PATH}
 * @param size the most bytes that a container may write unless it says otherwise; 0 for any number
 */
public record DriverOptions(List<String> overlay, long size) {
    /** What an overlay mount may be told; other options would let a container's files depend on the host. */
    private static final List<String> OVERLAY_MOUNT = List.of(
            "metacopy=on",
            "metacopy=off",
            "redirect_dir=on",
            "redirect_dir=off",
            "redirect_dir=follow",
            "redirect_dir=nofollow",
            "index=on",
            "index=off",
            "xino=on",
            "xino=off",
            "xino=auto",
            "volatile",
            "userxattr",
            "nodev",
            "nosuid",
            "noexec");

    public DriverOptions {
        overlay = List.copyOf(overlay);
    }

    /**
     * Reads {@code overlay.mountopt=nodev,metacopy=on} and the like; what only tunes other implementations is ignored.
     *
     * @throws StorageException INVALID, if one is wrong or unknown
     */
    public static DriverOptions parse(List<String> options) {
        List<String> overlay = new ArrayList<>();
        long size = 0;
        for (String option : options) {
            int equals = option.indexOf('=');
            String key = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            switch (key.substring(key.indexOf('.') + 1)) {
                case "mount_program" -> program(value, option, overlay);
                case "mountopt" -> mountOptions(value, option, overlay);
                case "size" -> size = StorageSize.parse(value);
                case "skip_mount_home", "override_kernel_check", "use_composefs", "sync" -> ignored(option);
                default ->
                    throw invalid(
                            option, "it is unknown; there are mount_program, mountopt and size, after \"overlay.\"");
            }
        }
        return new DriverOptions(overlay, size);
    }

    private static void program(String path, String option, List<String> into) {
        if (path.isEmpty()) {
            return;
        }
        if (!path.startsWith("/")) {
            throw invalid(option, "the absolute path of a program is expected");
        }
        into.add(OverlayDriver.PROGRAM + "=" + path);
    }

    private static void mountOptions(String values, String option, List<String> into) {
        for (String value : values.split(",", -1)) {
            if (!value.isEmpty() && !OVERLAY_MOUNT.contains(value)) {
                throw invalid(option, "\"" + value + "\" is none of " + String.join(", ", OVERLAY_MOUNT));
            }
            if (!value.isEmpty()) {
                into.add(value);
            }
        }
    }

    private static void ignored(String option) {
        if (option.isEmpty()) {
            throw invalid(option, "it is empty");
        }
    }

    private static StorageException invalid(String option, String problem) {
        return new StorageException(Kind.INVALID, "storage option \"" + option + "\": " + problem);
    }

    /** Those of one driver. */
    List<String> of(String driver) {
        return driver.equals(OverlayDriver.ID) ? overlay : List.of();
    }
}
