package dev.pinisi.imagetool;

import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code sync --digestfile}: a line for each image that was copied. */
final class DigestFile implements AutoCloseable {
    private final String name;
    private final OutputStream out;

    private DigestFile(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    /** The file that the user named; nothing is written where there is none, or in a dry run. */
    static DigestFile open(Invocation call) {
        String name = call.arguments().string("digestfile");
        if (name.isEmpty() || call.flag("dry-run")) {
            return new DigestFile(name, OutputStream.nullOutputStream());
        }
        try {
            return new DigestFile(name, Files.newOutputStream(Path.of(name)));
        } catch (IOException e) {
            throw new Failure("Error creating digest file", e);
        }
    }

    void add(Digest digest, String place) {
        try {
            out.write((digest + " " + place + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Failure("Failed to write digest to file " + Quoted.of(name), e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
