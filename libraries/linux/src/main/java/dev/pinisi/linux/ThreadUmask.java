package dev.pinisi.linux;

/**
 * Gives a thread a umask of its own. The umask belongs to a structure that all threads of a process share; a thread
 * that unshares it (no privilege is needed) can create files with exact modes while others keep theirs.
 */
public final class ThreadUmask {
    private static final int CLONE_FS = 0x200;

    private ThreadUmask() {}

    /** Clears the umask of the calling platform thread for the rest of its life. */
    public static void clear() {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a umask of its own needs a platform thread");
        }
        Kernel.check(Kernel.call(Syscall.UNSHARE, CLONE_FS), "unshare", "CLONE_FS");
        Kernel.call(Syscall.UMASK, 0);
    }
}
