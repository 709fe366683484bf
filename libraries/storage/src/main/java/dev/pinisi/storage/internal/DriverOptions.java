package dev.pinisi.storage.internal;

import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Options of drivers in podman's words, each driver's for itself.
 *
 * @param overlay what overlay mounts with: mount options, and {@code mount_program=PATH}
 * @param sizes for each driver, or the empty name for all, the most bytes that a container may write unless it says
 *     otherwise
 */
public record DriverOptions(List<String> overlay, Map<String, Long> sizes) {
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

    /** The root of a store whose images are seen, too; may be given several times. */
    static final String ADDITIONAL_STORE = "additionalimagestore";

    public DriverOptions {
        overlay = List.copyOf(overlay);
        sizes = Map.copyOf(sizes);
    }

    /**
     * Reads {@code overlay.mountopt=nodev,metacopy=on} and the like; what only tunes other implementations is ignored.
     *
     * @throws StorageException INVALID, if one is wrong or unknown
     */
    public static DriverOptions parse(List<String> options) {
        List<String> program = List.of();
        List<String> mount = List.of();
        Map<String, Long> sizes = new HashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            String key = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            int dot = key.indexOf('.');
            String driver = key.substring(0, Math.max(dot, 0));
            switch (key.substring(dot + 1)) {
                case "mount_program" -> program = program(value, option);
                case "mountopt" -> mount = words(value);
                case "size" -> sizes.put(driver, StorageSize.parse(value));
                // AdditionalStores reads them
                case ADDITIONAL_STORE -> {}
                case "skip_mount_home", "override_kernel_check", "use_composefs", "sync" -> {}
                default ->
                    throw invalid(
                            option,
                            "it is unknown; there are mount_program, mountopt and size, after \"overlay.\", and additionalimagestore");
            }
        }
        if (program.isEmpty()) {
            check(mount);
        }
        List<String> overlay = new ArrayList<>(program);
        overlay.addAll(mount);
        return new DriverOptions(overlay, sizes);
    }

    /** A program has mount options of its own; these are the kernel's. */
    private static void check(List<String> mount) {
        for (String option : mount) {
            if (!OVERLAY_MOUNT.contains(option)) {
                throw invalid("overlay.mountopt=" + option, "it is none of " + String.join(", ", OVERLAY_MOUNT));
            }
        }
    }

    private static List<String> program(String path, String option) {
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw invalid(option, "the absolute path of a program is expected");
        }
        return path.isEmpty() ? List.of() : List.of(OverlayDriver.PROGRAM + "=" + path);
    }

    private static List<String> words(String values) {
        List<String> words = new ArrayList<>();
        for (String value : values.split(",", -1)) {
            if (!value.isEmpty()) {
                words.add(value);
            }
        }
        return words;
    }

    private static StorageException invalid(String option, String problem) {
        return new StorageException(Kind.INVALID, "storage option \"" + option + "\": " + problem);
    }

    /** Those of one driver. */
    List<String> of(String driver) {
        return driver.equals(OverlayDriver.ID) ? overlay : List.of();
    }

    /** The most bytes that a container of a driver may write; 0 for any number. */
    long size(String driver) {
        return sizes.getOrDefault(driver, sizes.getOrDefault("", 0L));
    }
}
