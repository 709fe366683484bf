package dev.pinisi.imagetool;

import dev.pinisi.image.CancelSignal;
import java.time.Duration;
import java.util.Optional;

/** {@code --command-timeout}: asks the command to give up, and ends the process if it does not within seconds. */
final class Deadline implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final CancelSignal signal = new CancelSignal();
    private final Optional<Thread> watch;

    private Deadline(Duration patience, Log log) {
        // most commands have all time: no thread is made for them, nor what threads need
        watch = patience.isZero()
                ? Optional.empty()
                : Optional.of(Thread.ofVirtual().name("command-timeout").start(() -> await(patience, log)));
    }

    /** Zero waits for ever. */
    static Deadline after(Duration patience, Log log) {
        return new Deadline(patience, log);
    }

    CancelSignal signal() {
        return signal;
    }

    private void await(Duration patience, Log log) {
        try {
            Thread.sleep(patience);
            signal.cancel();
            Thread.sleep(GRACE);
            log.fatal("the command is not done within --command-timeout");
            Runtime.getRuntime().halt(1);
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (watch.isPresent()) {
            watch.get().interrupt();
        }
    }
}
