package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.FailureText;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code --retry-times} and {@code --retry-delay}: what failed is done once more from its beginning, after all that
 * the library does to get single requests through.
 */
final class Retries {
    private static final String TIMES = "retry-times";
    private static final String DELAY = "retry-delay";
    /** Of exponential pauses; {@code 2^12} seconds are more than an hour. */
    private static final int MOST_DOUBLINGS = 12;

    private static final long GLANCE_MILLIS = 100;

    private Retries() {}

    /** What is repeated. */
    interface Operation<T> {
        T run() throws IOException;
    }

    static OptionTable options(OptionTable table) {
        return table.integer(TIMES, "the number of times to possibly retry", "")
                .duration(DELAY, "Fixed delay between retries. If not set, retry uses an exponential backoff delay.");
    }

    /** Whether the user wants anything repeated. */
    static boolean areWanted(Arguments arguments) {
        return arguments.knows(TIMES) && arguments.has(TIMES) && arguments.number(TIMES) > 0;
    }

    /** Does it, and again as often as asked while it fails of what may pass. */
    static <T> T run(Invocation call, Operation<T> operation) throws IOException {
        long most = areWanted(call.arguments()) ? call.arguments().number(TIMES) : 0;
        for (int failures = 0; ; failures++) {
            try {
                return operation.run();
            } catch (RuntimeException | IOException e) {
                if (failures >= most || !mayPass(e)) {
                    throw e;
                }
                Duration delay = delay(call.arguments(), failures);
                String text = delay.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
                call.log()
                        .warn("Failed, retrying in " + text + " ... (" + (failures + 1) + "/" + most + "). Error: "
                                + FailureText.of(e));
                pause(call, delay.toMillis());
            }
        }
    }

    private static Duration delay(Arguments arguments, int failures) {
        Duration fixed = arguments.duration(DELAY);
        return fixed.isZero() ? Duration.ofSeconds(1L << Math.min(failures, MOST_DOUBLINGS)) : fixed;
    }

    private static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ImageException image) {
                return image.mayPass();
            }
        }
        return false;
    }

    /** Waits, a little longer each time so that many clients do not come back at once; not beyond the command's end. */
    private static void pause(Invocation call, long millis) {
        long left = millis + ThreadLocalRandom.current().nextLong(millis / 10 + 1);
        try {
            while (left > 0) {
                call.cancel().check();
                Thread.sleep(Math.min(left, GLANCE_MILLIS));
                left -= GLANCE_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ImageException.Kind.CANCELLED, "interrupted between two attempts", e);
        }
    }
}
