package dev.pinisi.oci.kernel;

import java.util.List;
import org.teavm.interop.Address;

/** Processes: starting, waiting, signalling, becoming another program. */
public final class Processes {
    /** What {@link #waitFor} may be told. */
    public static final int WNOHANG = 1;

    private static final int SIGCHLD = 17;
    private static final long CLONE_PARENT = 0x8000;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    private Processes() {}

    /**
     * Forks into new namespaces.
     *
     * @param namespaces CLONE_NEW… flags
     * @return the child's id; 0 in the child; or -errno
     */
    public static int fork(long namespaces) {
        Address arguments = Memory.allocate(88);
        arguments.putLong(namespaces);
        arguments.add(32).putLong(SIGCHLD);
        return (int) Kernel.call(Sys.clone3(), arguments.toLong(), 88);
    }

    /** As {@link #fork}, but the child becomes one of this process's parent. */
    public static int forkForParent(long namespaces) {
        Address arguments = Memory.allocate(88);
        arguments.putLong(namespaces | CLONE_PARENT);
        return (int) Kernel.call(Sys.clone3(), arguments.toLong(), 88);
    }

    /** Waits for a child. The result's low 32 bits are its wait status, the high ones its id; or -errno. */
    public static long waitFor(int pid, int options) {
        Address status = Memory.allocate(8);
        long result;
        do {
            result = Kernel.call(Sys.wait4(), pid, status.toLong(), options, 0);
        } while (result == -Errno.EINTR);
        return result < 0 ? result : (result << 32) | (status.getInt() & 0xffffffffL);
    }

    /** The exit code a shell shows for a wait status. */
    public static int exitCode(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }

    public static int openPidfd(int pid) {
        return (int) Kernel.call(Sys.pidfdOpen(), pid, 0);
    }

    public static int signal(int pid, int signal) {
        return (int) Kernel.call(Sys.kill(), pid, signal);
    }

    public static int signalByPidfd(int pidfd, int signal) {
        return (int) Kernel.call(Sys.pidfdSendSignal(), pidfd, signal, 0, 0);
    }

    public static int id() {
        return (int) Kernel.call(Sys.getpid());
    }

    public static int effectiveUid() {
        return (int) Kernel.call(Sys.geteuid());
    }

    public static int effectiveGid() {
        return (int) Kernel.call(Sys.getegid());
    }

    public static int newSession() {
        return (int) Kernel.call(Sys.setsid());
    }

    /** Makes orphaned descendants our children. */
    public static void becomeSubreaper() {
        Kernel.call(Sys.prctl(), PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    }

    /** Dies with that signal when the parent does. */
    public static void dieWithParent(int signal) {
        Kernel.call(Sys.prctl(), PR_SET_PDEATHSIG, signal, 0, 0, 0);
    }

    /** Becomes another program; returns only if that fails: -errno. */
    public static int execute(String program, List<String> arguments, List<String> environment) {
        return (int) Kernel.call(
                Sys.execve(),
                Kernel.path(program),
                Memory.cStrings(arguments).toLong(),
                Memory.cStrings(environment).toLong());
    }

    /** Ends this process. */
    public static void exit(int code) {
        Kernel.call(Sys.exitGroup(), code);
    }
}
