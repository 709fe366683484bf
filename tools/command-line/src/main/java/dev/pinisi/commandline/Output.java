package dev.pinisi.commandline;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text to standard output or error: UTF-8, buffered until {@link #flush}. It is {@code System.out} without the
 * encoders, locks and classes that a command of 30 ms cannot afford.
 */
public final class Output {
    private static final int BUFFER = 8192;

    private final OutputStream to;
    private byte[] buffer = new byte[256];
    private int used;

    public Output(OutputStream to) {
        this.to = to;
    }

    /** The process's standard output. */
    public static Output standard() {
        return new Output(new FileOutputStream(FileDescriptor.out));
    }

    /** The process's standard error. */
    public static Output error() {
        return new Output(new FileOutputStream(FileDescriptor.err));
    }

    public synchronized Output print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return write(bytes, 0, bytes.length);
    }

    public synchronized Output println(String text) {
        print(text);
        return print("\n");
    }

    public synchronized Output write(byte[] bytes, int from, int length) {
        if (used + length > BUFFER) {
            flush();
        }
        if (length > BUFFER) {
            send(bytes, from, length);
            return this;
        }
        if (used + length > buffer.length) {
            buffer = Arrays.copyOf(buffer, BUFFER);
        }
        System.arraycopy(bytes, from, buffer, used, length);
        used += length;
        return this;
    }

    /** This as a stream of bytes; closing it sends what is buffered. */
    public OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int octet) {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                Output.this.write(bytes, from, length);
            }

            @Override
            public void close() {
                Output.this.flush();
            }
        };
    }

    /**
     * Sends what is buffered.
     *
     * @throws ReaderGone if nobody reads any more
     */
    public synchronized void flush() {
        int length = used;
        used = 0;
        if (length > 0) {
            send(buffer, 0, length);
        }
    }

    private void send(byte[] bytes, int from, int length) {
        try {
            to.write(bytes, from, length);
            to.flush();
        } catch (IOException e) {
            throw ReaderGone.isCauseOf(e)
                    ? new ReaderGone()
                    : new CommandException("write output: " + e.getMessage(), e);
        }
    }

    /** The reader of a pipe ended, as {@code | head} does: the command ends too, silently, as if by SIGPIPE. */
    public static final class ReaderGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** 128 and SIGPIPE. */
        public static final int EXIT_CODE = 141;

        public ReaderGone() {
            super("broken pipe", null, false, false);
        }

        /** Whether a failure comes down to a write to a pipe that nobody reads. */
        public static boolean isCauseOf(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                String message = cause.getMessage();
                if (cause instanceof ReaderGone
                        || (cause instanceof IOException && message != null && message.contains("Broken pipe"))) {
                    return true;
                }
            }
            return false;
        }
    }
}
