package dev.pinisi.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of a log, and how.
 *
 * @param follow go on until the container ends
 * @param tail only so many lines from the end
 * @param since no line older than this
 * @param until no line younger than this
 * @param timestamps begin each line with its time
 * @param prefix what each line begins with, such as the container's name; empty for nothing
 * @param color the terminal's sequence before each line, after which that back to normal comes; empty for none
 */
public record LogOptions(
        boolean follow,
        OptionalInt tail,
        Optional<Instant> since,
        Optional<Instant> until,
        boolean timestamps,
        String prefix,
        String color) {
    /** All of it, the lines only. */
    public static final LogOptions ALL =
            new LogOptions(false, OptionalInt.empty(), Optional.empty(), Optional.empty(), false, "", "");
}
