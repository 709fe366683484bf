package dev.pinisi.engine.internal;

/** Waits between two looks at something: a moment at first, longer and longer, but never long. */
final class Patience {
    private static final long FIRST_MICROS = 200;
    private static final long LONGEST_MICROS = 20_000;

    private final long deadline;
    private long pause = FIRST_MICROS;

    private Patience(long deadline) {
        this.deadline = deadline;
    }

    static Patience forEver() {
        return new Patience(Long.MAX_VALUE);
    }

    static Patience seconds(long seconds) {
        return new Patience(System.nanoTime() + seconds * 1_000_000_000L);
    }

    /** Waits a little; false at once if the time is over. */
    boolean pause() {
        if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline >= 0) {
            return false;
        }
        try {
            Thread.sleep(pause / 1000, (int) (pause % 1000) * 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        pause = Math.min(pause * 2, LONGEST_MICROS);
        return true;
    }
}
