package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** User namespaces, user_namespaces(7). */
public final class UserNamespace {
    /** The number that the kernel gives the first one in /proc: {@code PROC_USER_INIT_INO}. */
    private static final String INITIAL = "user:[4026531837]";

    private static final long CLONE_VM = 0x100;
    private static final long CLONE_NEWUSER = 0x10000000;
    private static final int SIGCHLD = 17;
    private static final int P_PID = 1;
    private static final int WEXITED = 4;
    private static final int SIZE_OF_SIGINFO = 128;
    private static final int STACK = 65536;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_WRONLY = 1;
    private static final int AT_FDCWD = -100;

    private UserNamespace() {}

    /** Whether this process is in the host's own, where root has all rights. */
    public static boolean isInitial() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/user"))
                    .toString()
                    .equals(INITIAL);
        } catch (IOException unknown) {
            return true;
        }
    }

    /**
     * Makes a namespace in which nothing runs, to name mappings to the kernel; it ends with the descriptor.
     *
     * <p>A process is its maker, for a JVM, having threads, cannot be: a child that borrows this process's memory, on a
     * stack of its own, to call getppid(2) and end. Its namespace can be written to and opened until it is waited for.
     *
     * @throws LinuxException EPERM without CAP_SETUID, EINVAL for ranges that overlap
     */
    public static Descriptor create(IdMappings mappings) {
        long clone = function("clone");
        long harmless = function("getppid");
        try (Memory memory = new Memory()) {
            Memory.Block stack = memory.room(STACK);
            // clone(fn, top of the stack, flags, argument): the block outlives the child, which we wait for
            long top = stack.address() + STACK - 64 & -16L;
            long flags = CLONE_VM | CLONE_NEWUSER | SIGCHLD;
            int pid = (int) Kernel.callLibc(clone, harmless, top, flags, 0, 0, 0);
            if (pid < 0) {
                // libc keeps the errno to itself; limits of the number of namespaces are the usual reason
                throw new LinuxException("clone", "a user namespace", Errno.ENOSPC);
            }
            try {
                return mapped(pid, mappings);
            } finally {
                Memory.Block info = memory.block(SIZE_OF_SIGINFO);
                Kernel.retry(Syscall.WAITID, P_PID, pid, info.address(), WEXITED, 0);
            }
        }
    }

    private static Descriptor mapped(int pid, IdMappings mappings) {
        write("/proc/" + pid + "/uid_map", mappings.users());
        write("/proc/" + pid + "/gid_map", mappings.groups());
        return open("/proc/" + pid + "/ns/user", 0);
    }

    private static void write(String file, List<IdMappings.Range> ranges) {
        StringBuilder lines = new StringBuilder();
        for (IdMappings.Range range : ranges) {
            lines.append(range).append('\n');
        }
        byte[] bytes = lines.toString().getBytes(US_ASCII);
        try (Descriptor open = open(file, O_WRONLY)) {
            open.write(bytes, 0, bytes.length);
        }
    }

    private static Descriptor open(String file, int flags) {
        try (Memory memory = new Memory()) {
            long fd = Kernel.call(Syscall.OPENAT, AT_FDCWD, memory.string(file), flags | O_CLOEXEC, 0);
            return Descriptor.of((int) Kernel.check(fd, "open", file));
        }
    }

    private static long function(String name) {
        long address = Kernel.libc(name);
        if (address == 0) {
            throw new LinuxException(name, "which this libc lacks", Errno.ENOSYS);
        }
        return address;
    }
}
