package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.RegistryPatience;
import java.time.Duration;

/** {@code --retry-times} and {@code --retry-delay}. */
final class Retries {
    private Retries() {}

    static OptionTable options(OptionTable table) {
        return table.integer("retry-times", "the number of times to possibly retry", "")
                .duration(
                        "retry-delay",
                        "Fixed delay between retries. If not set, retry uses an exponential backoff delay.");
    }

    /** Requests are repeated as often as asked; as often as the library does it where nothing is asked. */
    static RegistryOptions apply(RegistryOptions options, Arguments arguments) {
        if (!arguments.has("retry-times") && !arguments.has("retry-delay")) {
            return options;
        }
        RegistryPatience usual = options.patience();
        int attempts = arguments.has("retry-times")
                ? Math.clamp(arguments.number("retry-times") + 1, 1, Integer.MAX_VALUE)
                : usual.attempts();
        Duration fixed = arguments.duration("retry-delay");
        return options.withPatience(
                fixed.isZero()
                        ? new RegistryPatience(
                                usual.connect(), usual.stall(), attempts, usual.firstPause(), usual.longestPause())
                        : new RegistryPatience(usual.connect(), usual.stall(), attempts, fixed, fixed));
    }
}
