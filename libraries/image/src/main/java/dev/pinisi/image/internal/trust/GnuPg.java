package dev.pinisi.image.internal.trust;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * GnuPG, which alone touches secret keys: its agent asks for passphrases, or a card for its PIN.
 *
 * @param home its directory; empty for the user's
 */
public record GnuPg(Optional<Path> home) {
    /** Long enough for somebody to type a passphrase. */
    private static final int PATIENCE_SECONDS = 300;

    private static final int MOST_OUTPUT = 16 << 20;

    /**
     * Signs bytes with a key of the user's.
     *
     * @param key a fingerprint, or whatever else GnuPG takes for a key's name
     * @param passphrase of the key; without one GnuPG's agent asks, or knows
     * @return the signed message, which contains the bytes
     */
    public byte[] sign(byte[] content, String key, Optional<String> passphrase) {
        List<String> command = new ArrayList<>(List.of("--no-tty", "--yes", "--quiet"));
        byte[] head = {};
        if (passphrase.isPresent()) {
            if (passphrase.get().indexOf('\n') >= 0) {
                throw new ImageException(Kind.INVALID, "the passphrase has more than one line");
            }
            command.addAll(List.of("--batch", "--pinentry-mode", "loopback", "--passphrase-fd", "0"));
            head = (passphrase.get() + "\n").getBytes(StandardCharsets.UTF_8);
        }
        command.addAll(List.of("--local-user=" + key, "--sign", "--output", "-"));
        return run("signing with the key " + key, command, head, content);
    }

    /** The public key of that name from the user's keyring. */
    public byte[] export(String key) {
        byte[] exported = run(
                "looking up the key " + key,
                List.of("--batch", "--no-tty", "--quiet", "--export", "--", key),
                new byte[0],
                new byte[0]);
        if (exported.length == 0) {
            throw new ImageException(
                    Kind.INVALID, "GnuPG has no public key \"" + key + "\"; gpg --list-keys shows them");
        }
        return exported;
    }

    private byte[] run(String what, List<String> arguments, byte[] head, byte[] input) {
        List<String> command = new ArrayList<>(List.of("gpg"));
        if (home.isPresent()) {
            command.add("--homedir=" + home.get());
        }
        command.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new ImageException(
                    Kind.UNSUPPORTED, what + ": gpg cannot be started; install GnuPG: " + e.getMessage(), e);
        }
        try {
            StringBuilder complaints = new StringBuilder();
            Thread listener = Thread.ofVirtual().start(() -> complaints.append(text(process.getErrorStream())));
            Thread watch = Thread.ofVirtual().start(() -> endInTime(process));
            feed(process, head, input);
            byte[] output = process.getInputStream().readNBytes(MOST_OUTPUT);
            int status = process.waitFor();
            listener.join();
            watch.join();
            if (status != 0) {
                throw new ImageException(Kind.DENIED, what + ": gpg failed: " + lastLine(complaints.toString()));
            }
            return output;
        } catch (IOException e) {
            throw new ImageException(Kind.DENIED, what + ": gpg broke off: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(Kind.CANCELLED, what + " was given up", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void endInTime(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void feed(Process process, byte[] head, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(head);
            out.write(input);
        } catch (IOException e) {
            // it ended before it read all: its status and complaint say why
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readNBytes(64 << 10), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String lastLine(String complaints) {
        String trimmed = complaints.strip();
        return trimmed.substring(trimmed.lastIndexOf('\n') + 1);
    }
}
