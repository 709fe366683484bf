package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;

/**
 * fsopen(2), fsconfig(2), fsmount(2), move_mount(2): layers are named one by one, so their number and the length of
 * their paths do not matter, and the kernel says in words what it dislikes.
 */
final class NewMountApi {
    private static final int FSOPEN_CLOEXEC = 1;
    private static final int FSMOUNT_CLOEXEC = 1;
    private static final int FSCONFIG_SET_FLAG = 0;
    private static final int FSCONFIG_SET_STRING = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final int AT_FDCWD = -100;
    private static final int MAXIMUM_LINE = 1024;
    private static final int MAXIMUM_LINES = 8;

    private final Descriptor context;
    private final Path target;

    private NewMountApi(Descriptor context, Path target) {
        this.context = context;
        this.target = target;
    }

    /** Mounts; false if this kernel does not take layers one by one: it has no fsopen, or is older than 6.7. */
    static boolean overlay(OverlayMount overlay, Path target) {
        if (isOld(System.getProperty("os.version", ""))) {
            return false;
        }
        long fd;
        try (Memory memory = new Memory()) {
            // the kernel copies the name; expected: ENOSYS; ENODEV without overlay; EPERM
            fd = Kernel.call(Syscall.FSOPEN, memory.string("overlay"), FSOPEN_CLOEXEC);
        }
        if (fd == -Errno.ENOSYS) {
            return false;
        }
        Kernel.check(fd, "fsopen", "overlay");
        try (Descriptor context = Descriptor.of((int) fd)) {
            return new NewMountApi(context, target).mount(overlay);
        }
    }

    /** Before Linux 6.5 overlayfs takes any word from fsconfig(2), and refuses them all together in the end. */
    static boolean isOld(String release) {
        int dot = release.indexOf('.');
        int end = dot + 1;
        while (end < release.length() && Character.isDigit(release.charAt(end))) {
            end++;
        }
        if (dot < 1 || end == dot + 1) {
            return false;
        }
        int major = Integer.parseInt(release, 0, dot, 10);
        return major < 6 || (major == 6 && Integer.parseInt(release, dot + 1, end, 10) < 5);
    }

    private boolean mount(OverlayMount overlay) {
        boolean first = true;
        for (Path lower : overlay.lowers()) {
            long result = set("lowerdir+", lower.toString());
            String log = result < 0 ? log() : "";
            if (first && result == -Errno.EINVAL && log.contains("nknown parameter")) {
                return false;
            }
            check(result, log);
            first = false;
        }
        if (overlay.writable().isPresent()) {
            OverlayMount.Writable writable = overlay.writable().get();
            check(set("upperdir", writable.upper().toString()));
            check(set("workdir", writable.work().toString()));
        }
        check(set("source", "overlay"));
        for (String option : overlay.options()) {
            if (OverlayMount.flag(option) == 0) {
                setOption(option);
            }
        }
        check(Kernel.call(Syscall.FSCONFIG, context.number(), FSCONFIG_CMD_CREATE, 0, 0, 0));
        attach(overlay.flags());
        return true;
    }

    private void setOption(String option) {
        int equals = option.indexOf('=');
        check(equals < 0 ? setFlag(option) : set(option.substring(0, equals), option.substring(equals + 1)));
    }

    private void attach(int flags) {
        long fd = check(Kernel.call(Syscall.FSMOUNT, context.number(), FSMOUNT_CLOEXEC, flags));
        try (Descriptor mount = Descriptor.of((int) fd);
                Memory memory = new Memory()) {
            // the mount lives on after its descriptor; if the move fails, closing it takes it away again
            long result = Kernel.call(
                    Syscall.MOVE_MOUNT,
                    mount.number(),
                    memory.string(""),
                    AT_FDCWD,
                    memory.string(target.toString()),
                    MOVE_MOUNT_F_EMPTY_PATH);
            Kernel.check(result, "mount overlay on", target.toString());
        }
    }

    /** The kernel copies key and value; expected: EINVAL for an unknown key, ENOENT for a missing layer. */
    private long set(String key, String value) {
        try (Memory memory = new Memory()) {
            return Kernel.call(
                    Syscall.FSCONFIG,
                    context.number(),
                    FSCONFIG_SET_STRING,
                    memory.string(key),
                    memory.string(value),
                    0);
        }
    }

    private long setFlag(String key) {
        try (Memory memory = new Memory()) {
            return Kernel.call(Syscall.FSCONFIG, context.number(), FSCONFIG_SET_FLAG, memory.string(key), 0, 0);
        }
    }

    private long check(long result) {
        return result < 0 ? check(result, log()) : result;
    }

    private long check(long result, String log) {
        return Kernel.check(result, "mount", "overlay on " + target + (log.isEmpty() ? "" : " (" + log + ")"));
    }

    /** What the kernel says of its refusal: each read of the context gives one line, "e overlay: …". */
    private String log() {
        StringBuilder log = new StringBuilder();
        byte[] line = new byte[MAXIMUM_LINE];
        for (int count = 0; count < MAXIMUM_LINES; count++) {
            int length = readLine(line);
            if (length <= 0) {
                break;
            }
            String text = new String(line, 0, length, UTF_8).strip();
            log.append(log.isEmpty() ? "" : "; ").append(text.startsWith("e ") ? text.substring(2) : text);
        }
        return log.toString();
    }

    private int readLine(byte[] line) {
        try {
            return context.read(line, 0, line.length);
        } catch (LinuxException empty) {
            return 0;
        }
    }
}
