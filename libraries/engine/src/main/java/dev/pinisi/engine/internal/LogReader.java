package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.LogOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.function.BooleanSupplier;

/**
 * Reads a log of the k8s-file (CRI) format: {@code TIME stdout|stderr F|P TEXT} a line, where P marks a part whose rest
 * follows in the next line of the same stream.
 */
final class LogReader {
    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final LogOptions options;

    LogReader(Path path, LogOptions options) {
        this.path = path;
        this.options = options;
    }

    /**
     * Writes what was asked for.
     *
     * @param running whether more may come
     */
    void copy(OutputStream out, OutputStream err, BooleanSupplier running) {
        try {
            if (!Files.exists(path) && !options.follow()) {
                return;
            }
            copy(new LogPrinter(options, out, err), running);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the log " + path + ": " + e.getMessage(), e);
        }
    }

    private void copy(LogPrinter printer, BooleanSupplier running) throws IOException {
        Patience patience = Patience.forEver();
        while (!Files.exists(path)) {
            if (!running.getAsBoolean() || !patience.pause()) {
                return;
            }
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(start(file));
            LogLines lines = new LogLines();
            boolean more = true;
            while (more) {
                // asked first: what is written before the end is read after it
                more = options.follow() && running.getAsBoolean();
                boolean grown = drain(file, lines, printer);
                printer.flush();
                if (more && !grown && !patience.pause()) {
                    return;
                }
            }
        }
    }

    private static boolean drain(RandomAccessFile file, LogLines lines, LogPrinter printer) throws IOException {
        byte[] buffer = new byte[BUFFER];
        boolean grown = false;
        // a log that has become shorter was begun anew
        if (file.length() < file.getFilePointer()) {
            file.seek(0);
        }
        int count = file.read(buffer);
        while (count > 0) {
            grown = true;
            lines.feed(buffer, count, printer);
            count = file.read(buffer);
        }
        return grown;
    }

    /** Where the last lines begin, parts not counted: found from the end, as a log may be large. */
    private long start(RandomAccessFile file) throws IOException {
        if (options.tail().isEmpty()) {
            return 0;
        }
        int wanted = options.tail().getAsInt();
        long position = file.length();
        if (wanted <= 0) {
            return wanted < 0 ? 0 : position;
        }
        byte[] buffer = new byte[BUFFER];
        int found = 0;
        long start = 0;
        while (position > 0) {
            int length = (int) Math.min(BUFFER, position);
            position -= length;
            file.seek(position);
            file.readFully(buffer, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                long line = position + i + 1;
                if (buffer[i] != '\n' || line == file.length()) {
                    continue;
                }
                boolean full = isFull(file, line);
                if (found == wanted && full) {
                    return start;
                }
                found += full ? 1 : 0;
                start = found == wanted ? line : start;
            }
        }
        return found == wanted && isFull(file, 0) ? start : 0;
    }

    /** Whether the line that begins there is a whole one, or the last part of one. */
    private static boolean isFull(RandomAccessFile file, long start) throws IOException {
        return tag(file, start) != 'P';
    }

    private static char tag(RandomAccessFile file, long start) throws IOException {
        byte[] head = new byte[64];
        file.seek(start);
        int count = file.read(head);
        String text = new String(head, 0, Math.max(count, 0), StandardCharsets.ISO_8859_1);
        int first = text.indexOf(' ');
        int second = text.indexOf(' ', first + 1);
        return second > 0 && second + 1 < text.length() ? text.charAt(second + 1) : 'F';
    }

    static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new EngineException(
                    EngineException.Kind.DAMAGED_STATE, text, "a line of the log begins with no time but " + text, e);
        }
    }
}
