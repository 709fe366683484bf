package dev.pinisi.engine.internal;

import dev.pinisi.engine.LogOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Prints the lines of a log that were asked for, without their heads, parts put together. */
final class LogPrinter {
    private static final String NORMAL = "\033[0m";

    private final LogOptions options;
    private final byte[] begin;
    private final byte[] end;
    private final OutputStream out;
    private final OutputStream err;
    /** Whether the stream's last part is still without its end. */
    private boolean outOpen;

    private boolean errOpen;

    LogPrinter(LogOptions options, OutputStream out, OutputStream err) {
        this.options = options;
        String prefix = options.prefix().isEmpty() ? "" : options.prefix() + " ";
        begin = (options.color() + prefix).getBytes(StandardCharsets.UTF_8);
        end = (options.color().isEmpty() ? "\n" : NORMAL + "\n").getBytes(StandardCharsets.UTF_8);
        this.out = new BufferedOutputStream(out, 16 * 1024);
        this.err = new BufferedOutputStream(err, 16 * 1024);
    }

    /** Takes one line of the file, without its end. What is no line of a log is passed over. */
    void line(byte[] line) throws IOException {
        int time = indexOf(line, ' ', 0);
        int stream = indexOf(line, ' ', time + 1);
        int tag = indexOf(line, ' ', stream + 1);
        if (time <= 0 || stream < time + 5 || tag != stream + 2) {
            return;
        }
        String when = new String(line, 0, time, StandardCharsets.US_ASCII);
        if (!isWanted(when)) {
            return;
        }
        boolean error = line[time + 4] == 'e';
        boolean full = line[stream + 1] == 'F';
        OutputStream target = error ? err : out;
        if (!(error ? errOpen : outOpen)) {
            head(target, when);
        }
        target.write(line, tag + 1, line.length - tag - 1);
        if (full) {
            target.write(end);
        }
        if (error) {
            errOpen = !full;
        } else {
            outOpen = !full;
        }
    }

    private boolean isWanted(String when) {
        if (options.since().isEmpty() && options.until().isEmpty()) {
            return true;
        }
        Instant time = LogReader.time(when);
        return (options.since().isEmpty() || !time.isBefore(options.since().get()))
                && (options.until().isEmpty() || !time.isAfter(options.until().get()));
    }

    private void head(OutputStream target, String when) throws IOException {
        target.write(begin);
        if (options.timestamps()) {
            boolean utc = when.endsWith("+00:00");
            String text = utc ? when.substring(0, when.length() - 6) + "Z " : when + " ";
            target.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    void flush() throws IOException {
        out.flush();
        err.flush();
    }
}
