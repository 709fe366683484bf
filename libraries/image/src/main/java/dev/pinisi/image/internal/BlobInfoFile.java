package dev.pinisi.image.internal;

import dev.pinisi.image.BlobInfoCache;
import dev.pinisi.image.Compression;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of lines {@code KIND KEY VALUE…}, appended to in single writes, so that processes do not get into each other's
 * lines and a crash costs one line at most. Lines that make no sense are passed over. Grown too large, it is written
 * anew with what is young.
 */
public final class BlobInfoFile implements BlobInfoCache {
    private static final String LOCATION = "in";
    /** Follows the annotations of a line that has any. */
    private static final String END = ".";

    private static final long LARGEST = 4 << 20;
    private static final int KEPT_LINES = 8_000;

    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private boolean read;

    public BlobInfoFile(Path file) {
        this.file = file;
    }

    @Override
    public List<String> repositories(Digest blob) {
        List<String> found = new ArrayList<>();
        for (String[] values : values(LOCATION, blob)) {
            if (values.length == 1) {
                found.add(values[0]);
            }
        }
        return found;
    }

    @Override
    public void isIn(Digest blob, String repository) {
        if (!repositories(blob).contains(repository)) {
            append(LOCATION + " " + blob + " " + repository);
        }
    }

    @Override
    public List<Descriptor> compressed(Digest diffId, Compression.Format format) {
        List<Descriptor> found = new ArrayList<>();
        for (String[] values : values(format.toString(), diffId)) {
            blob(values).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Descriptor> blob(String[] values) {
        try {
            Map<String, String> annotations = new LinkedHashMap<>();
            // of a line that broke off nothing may be taken for an annotation
            boolean whole = values.length == 2 || (values.length > 2 && values[values.length - 1].equals(END));
            for (int i = 2; i < values.length - 1; i++) {
                int equals = Math.max(0, values[i].indexOf('='));
                annotations.put(values[i].substring(0, equals), values[i].substring(equals + 1));
            }
            return whole
                    ? Optional.of(new Descriptor("", Digest.parse(values[0]), Long.parseLong(values[1]))
                            .withAnnotations(annotations))
                    : Optional.empty();
        } catch (SpecException | NumberFormatException e) {
            // a line that broke off
            return Optional.empty();
        }
    }

    @Override
    public void isCompressedTo(Digest diffId, Compression.Format format, Descriptor blob) {
        for (Descriptor known : compressed(diffId, format)) {
            if (known.digest().equals(blob.digest())) {
                return;
            }
        }
        StringBuilder line = new StringBuilder(format + " " + diffId + " " + blob.digest() + " " + blob.size());
        blob.annotations()
                .forEach((name, value) ->
                        line.append(' ').append(name).append('=').append(value));
        append(blob.annotations().isEmpty() ? line.toString() : line + " " + END);
    }

    /** What follows kind and key, the last line first. */
    private List<String[]> values(String kind, Digest key) {
        String prefix = kind + " " + key + " ";
        List<String[]> found = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith(prefix)) {
                found.addFirst(line.substring(prefix.length()).split(" ", -1));
            }
        }
        return found;
    }

    /** Read once: what others append meanwhile is not needed. */
    private synchronized List<String> lines() {
        if (!read) {
            read = true;
            lines.addAll(read());
        }
        return List.copyOf(lines);
    }

    private List<String> read() {
        try {
            if (!Files.exists(file) || Files.size(file) > 2 * LARGEST) {
                return List.of();
            }
            return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    private synchronized void append(String line) {
        lines.add(line);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                shorten();
            }
            Files.writeString(
                    file,
                    line + "\n",
                    StandardCharsets.ISO_8859_1,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            // nothing is lost but the saving
            return;
        }
    }

    private void shorten() throws IOException {
        List<String> all = read();
        Path shorter = Files.createTempFile(file.toAbsolutePath().getParent(), "blobs-", "");
        try {
            List<String> young = all.subList(Math.max(0, all.size() - KEPT_LINES), all.size());
            Files.writeString(shorter, String.join("\n", young), StandardCharsets.ISO_8859_1);
            Files.move(shorter, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(shorter);
        }
    }
}
