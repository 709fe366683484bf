package dev.pinisi.oci.log;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Utf8;

/**
 * Warnings and errors, one line each, where the caller wants them. The descriptor stays usable in the container's
 * process, after its root has changed.
 */
public final class Log {
    private static final char DELETE = 127;
    private static final String HEX = "0123456789abcdef";
    private static final int STDERR = 2;

    private final int fd;
    private final boolean json;
    private final boolean debug;

    private Log(int fd, boolean json, boolean debug) {
        this.fd = fd;
        this.json = json;
        this.debug = debug;
    }

    /** A log in plain words. */
    public static Log toStandardError() {
        return new Log(STDERR, false, false);
    }

    /**
     * A log in a file.
     *
     * @param path the file to append to; empty for the standard error
     */
    public static Log open(String path, boolean json, boolean debug) {
        int fd = STDERR;
        if (!path.isEmpty()) {
            int flags = Files.O_WRONLY | Files.O_APPEND;
            fd = KernelException.check(Files.create(path, flags, 0644), "open log", path);
        }
        return new Log(fd, json, debug);
    }

    public void debug(String message) {
        if (debug) {
            write("debug", message);
        }
    }

    public void warn(String message) {
        write("warning", message);
    }

    /** An error goes to the log, and to the standard error in plain words if that is not the log. */
    public void error(String message) {
        write("error", message);
        if (fd != STDERR) {
            print(message);
        }
    }

    /** A line on the standard error. */
    public static void print(String message) {
        line(STDERR, "pinisi-oci: " + visible(message));
    }

    private void write(String level, String message) {
        String time = Timestamp.now();
        if (json) {
            line(
                    fd,
                    new JsonWriter()
                            .object()
                            .name("level")
                            .value(level)
                            .name("msg")
                            .value(message)
                            .name("time")
                            .value(time)
                            .end()
                            .toString());
        } else if (fd == STDERR) {
            print(level.equals("error") ? message : level + ": " + message);
        } else {
            line(
                    fd,
                    "time=\"" + time + "\" level=" + level + " msg=\""
                            + visible(message).replace("\"", "\\\"") + "\"");
        }
    }

    /** What a document says must neither look like a line of ours nor steer a terminal. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != DELETE) {
                visible.append(c);
            } else {
                visible.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return visible.toString();
    }

    private static void line(int fd, String text) {
        byte[] bytes = Utf8.encode(text + "\n");
        Files.write(fd, bytes, bytes.length);
    }
}
