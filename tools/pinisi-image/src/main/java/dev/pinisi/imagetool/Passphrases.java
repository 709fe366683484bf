package dev.pinisi.imagetool;

import dev.pinisi.linux.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Secrets from files and from the keyboard. */
final class Passphrases {
    private static final int LONGEST = 4096;
    private static final int INTERRUPT = 3;
    private static final int END = 4;
    private static final int DELETE = 0x7f;

    private Passphrases() {}

    /** The first line of a file; nothing if no file is named. */
    static Optional<String> inFile(String file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(Input.read("passphrase", file), StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return Optional.of(end < 0 ? text : text.substring(0, end));
    }

    /** Asks for the passphrase of a key. */
    static String ask(Invocation call, String keyFile) {
        if (!call.console().isTerminal(0)) {
            throw new Failure("Cannot prompt for a passphrase for key " + keyFile + ", standard input is not a TTY");
        }
        return prompt(call, "Passphrase for key " + keyFile + ": ");
    }

    /** Asks for something that the terminal must not show. */
    static String prompt(Invocation call, String question) {
        call.out().print(question).flush();
        Optional<Terminal> terminal = call.console().isTerminal(0) ? Terminal.of(0) : Optional.empty();
        try {
            if (terminal.isEmpty()) {
                return line();
            }
            Terminal.Change hidden = terminal.get().raw();
            try {
                return line();
            } finally {
                hidden.close();
                call.out().println("").flush();
            }
        } catch (IOException e) {
            throw new Failure("Error reading password", e);
        }
    }

    /** A line of standard input, which is read byte by byte so that nothing behind it is taken. */
    static String line() throws IOException {
        byte[] line = new byte[LONGEST];
        int length = 0;
        InputStream in = new FileInputStream(FileDescriptor.in);
        for (int c = in.read(); c >= 0 && c != '\n' && c != '\r' && c != END; c = in.read()) {
            if (c == INTERRUPT) {
                throw new IOException("interrupted");
            }
            if (c == DELETE || c == '\b') {
                length = Math.max(0, length - 1);
            } else if (length < LONGEST) {
                line[length++] = (byte) c;
            }
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }
}
