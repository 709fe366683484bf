package dev.pinisi.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An overlay through mount(2), whose options must fit in one page: where the paths are too long for that, or hold a
 * character that the option string gives a meaning, descriptors of the directories stand for them.
 */
final class ClassicOverlay {
    private static final long MS_RDONLY = 1;
    private static final int MAXIMUM_OPTIONS = 4095;
    private static final int O_PATH = 010000000;
    private static final int O_CLOEXEC = 02000000;
    private static final int AT_FDCWD = -100;

    private ClassicOverlay() {}

    static void mount(OverlayMount overlay, Path target) {
        List<String> lowers = new ArrayList<>();
        for (Path lower : overlay.lowers()) {
            lowers.add(lower.toString());
        }
        String options = options(overlay, lowers);
        if (options.length() <= MAXIMUM_OPTIONS && !needsEscape(lowers)) {
            SystemMounts.mount("overlay", target, "overlay", flags(overlay), options);
        } else {
            mountByDescriptors(overlay, target);
        }
    }

    private static void mountByDescriptors(OverlayMount overlay, Path target) {
        List<Descriptor> directories = new ArrayList<>();
        try {
            List<String> lowers = new ArrayList<>();
            for (Path lower : overlay.lowers()) {
                Descriptor directory = open(lower);
                directories.add(directory);
                lowers.add("/proc/self/fd/" + directory.number());
            }
            SystemMounts.mount("overlay", target, "overlay", flags(overlay), options(overlay, lowers));
        } finally {
            for (Descriptor directory : directories) {
                directory.close();
            }
        }
    }

    private static long flags(OverlayMount overlay) {
        return overlay.flags() | (overlay.writable().isPresent() ? 0 : MS_RDONLY);
    }

    private static boolean needsEscape(List<String> paths) {
        for (String path : paths) {
            if (path.indexOf(':') >= 0 || path.indexOf(',') >= 0 || path.indexOf('\\') >= 0) {
                return true;
            }
        }
        return false;
    }

    private static String options(OverlayMount overlay, List<String> lowers) {
        StringBuilder options = new StringBuilder("lowerdir=");
        options.append(String.join(":", lowers));
        if (overlay.writable().isPresent()) {
            OverlayMount.Writable writable = overlay.writable().get();
            options.append(",upperdir=").append(escape(writable.upper()));
            options.append(",workdir=").append(escape(writable.work()));
        }
        for (String option : overlay.options()) {
            if (OverlayMount.flag(option) == 0) {
                options.append(',').append(option);
            }
        }
        return options.toString();
    }

    private static String escape(Path path) {
        return path.toString().replace("\\", "\\\\").replace(",", "\\,");
    }

    private static Descriptor open(Path directory) {
        try (Memory memory = new Memory()) {
            // the kernel copies the path; expected: ENOENT, EACCES
            long fd = Kernel.call(Syscall.OPENAT, AT_FDCWD, memory.string(directory.toString()), O_PATH | O_CLOEXEC, 0);
            return Descriptor.of((int) Kernel.check(fd, "open", directory.toString()));
        }
    }
}
