package dev.pinisi.engine.internal;

/** Waits for threads that must have ended before anything else may be done. */
final class Threads {
    private Threads() {}

    /** Waits for the thread's end, interrupted or not; an interruption is kept for the caller. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
