package dev.pinisi.imagetool;

import dev.pinisi.commandline.Console;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Lines about what happens, on standard error, in the shape that skopeo's logging library gives them: coloured and short
 * on a terminal, {@code time="…" level=… msg="…"} elsewhere, where scripts read them.
 */
final class Log {
    private static final int MESSAGE_WIDTH = 44;
    private static final String UNQUOTED = "-._/@^+";

    /** How important a line is. */
    enum Level {
        DEBUG("DEBU", 37),
        INFO("INFO", 36),
        WARNING("WARN", 33),
        ERROR("ERRO", 31),
        FATAL("FATA", 31);

        private final String letters;
        private final int colour;

        Level(String letters, int colour) {
            this.letters = letters;
            this.colour = colour;
        }
    }

    private final Console console;
    private final boolean debug;
    private final long begun = System.nanoTime();

    Log(Console console, boolean debug) {
        this.console = console;
        this.debug = debug;
    }

    void debug(String message) {
        if (debug) {
            line(Level.DEBUG, message, List.of());
        }
    }

    /**
     * A line for who wants to know.
     *
     * @param fields names and values in turn, sorted by name
     */
    void info(String message, String... fields) {
        line(Level.INFO, message, List.of(fields));
    }

    void warn(String message, String... fields) {
        line(Level.WARNING, message, List.of(fields));
    }

    void error(String message, String... fields) {
        line(Level.ERROR, message, List.of(fields));
    }

    /** Why the command failed; its last line. */
    void fatal(String message) {
        line(Level.FATAL, message, List.of());
    }

    private void line(Level level, String message, List<String> fields) {
        String text = console.isTerminal(2) ? coloured(level, message, fields) : plain(level, message, fields);
        console.err().println(text).flush();
    }

    private String coloured(Level level, String message, List<String> fields) {
        String colour = "\u001b[" + level.colour + "m";
        String seconds = Long.toString((System.nanoTime() - begun) / 1_000_000_000);
        StringBuilder out = new StringBuilder(colour + level.letters + "\u001b[0m[");
        out.repeat('0', Math.max(0, 4 - seconds.length())).append(seconds).append("] ");
        out.append(message)
                .repeat(' ', Math.max(0, MESSAGE_WIDTH - message.length()))
                .append(' ');
        for (int i = 0; i < fields.size(); i += 2) {
            out.append(colour)
                    .append(fields.get(i))
                    .append("\u001b[0m=")
                    .append(value(fields.get(i + 1)))
                    .append(' ');
        }
        return out.toString();
    }

    private static String plain(Level level, String message, List<String> fields) {
        String now = ZonedDateTime.now(ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        StringBuilder out = new StringBuilder("time=\"").append(now).append("\" level=");
        out.append(level.name().toLowerCase(java.util.Locale.ROOT))
                .append(" msg=")
                .append(value(message));
        for (int i = 0; i < fields.size(); i += 2) {
            out.append(' ').append(fields.get(i)).append('=').append(value(fields.get(i + 1)));
        }
        return out.toString();
    }

    /** Quoted where it is not a plain word. */
    private static String value(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || !(Character.isLetterOrDigit(c) || UNQUOTED.indexOf(c) >= 0)) {
                return Quoted.of(text);
            }
        }
        return text;
    }
}
