package dev.pinisi.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A GnuPG home of its own, with keys made for a test; its agent ends with it. */
final class GpgHome implements AutoCloseable {
    /** Short: the agent's socket lies in it. */
    private final Path home;

    GpgHome() throws IOException {
        assumeTrue(onPath("gpg"), "no gpg");
        home = Files.createTempDirectory(
                "gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(home.resolve("gpg-agent.conf"), "allow-loopback-pinentry\n");
    }

    static boolean onPath(String program) {
        for (String directory : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    Path path() {
        return home;
    }

    /** Makes a signing key without a passphrase and returns its fingerprint. */
    String key(String user, String algorithm, String expires) throws IOException {
        run("--quick-generate-key", user, algorithm, "sign", expires);
        String listing = text(run("--with-colons", "--list-keys", user));
        int at = listing.indexOf("\nfpr:") + "\nfpr:".length();
        return listing.substring(at).replaceFirst("^:*", "").split(":")[0];
    }

    byte[] publicKey(String... keys) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--export"));
        arguments.addAll(List.of(keys));
        return run(arguments.toArray(new String[0]));
    }

    /** Signs bytes; further arguments as gpg has them. */
    byte[] sign(byte[] content, String key, String... further) throws IOException {
        Path file = Files.write(home.resolve("content"), content);
        List<String> arguments = new ArrayList<>(List.of("--local-user", key));
        arguments.addAll(List.of(further));
        if (!arguments.contains("--clear-sign") && !arguments.contains("--detach-sign")) {
            arguments.add("--sign");
        }
        arguments.addAll(List.of("--output", "-", file.toString()));
        return run(arguments.toArray(new String[0]));
    }

    byte[] run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--yes",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                ""));
        command.addAll(List.of(arguments));
        return output(command);
    }

    /** As time makes the agent do. */
    void forgetPassphrases() throws IOException {
        output(List.of("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent"));
    }

    private static byte[] output(List<String> command) throws IOException {
        Path errors = Files.createTempFile("gpg", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            if (process.onExit().join().exitValue() != 0) {
                throw new AssertionError(command + ": " + Files.readString(errors));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        output(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
        TestFiles.deleteTree(home);
    }
}
