package dev.pinisi.linux;

/**
 * Starts processes with exactly the descriptors they are to have, which java.lang.ProcessBuilder cannot; without a
 * helper program between. All signals have their default action and none is blocked.
 */
public interface Spawn {
    /** The processes of this system. */
    static Spawn system() {
        return PosixSpawn.INSTANCE;
    }

    /**
     * Starts a process; returns when the program runs.
     *
     * @throws LinuxException if it cannot be executed: {@code ENOENT}, {@code EACCES}, {@code ENOEXEC}, {@code ENOMEM}
     */
    Child start(SpawnRequest request);
}
