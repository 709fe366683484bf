package dev.pinisi.storage.internal;

import dev.pinisi.image.spi.HeldFile;
import dev.pinisi.image.spi.HeldFiles;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.internal.tar.FileDigests;
import dev.pinisi.storage.internal.tar.StoredFile;
import dev.pinisi.storage.internal.tar.TreeDigests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds files by content in the layers that are there, the newest layers first. Each layer that was looked through has a file
 * that says what is where in it, made when it is first needed, or when the layer was written by somebody who knew. It can
 * be removed at any time; one that is damaged is made anew.
 */
final class LayerContents implements HeldFiles {
    static final String FILE = "file-digests";

    private static final int MOST_LAYERS = 512;
    private static final long LARGEST_FILE = 256 << 20;
    /** Hashing a byte costs far less than fetching it; so much more is looked through than is wanted. */
    private static final long EFFORT = 4;

    private final Layout layout;
    private final Layers layers;
    private final Claim claim;
    private final Predicate<Digest> pin;

    /**
     * @param claim where files are made
     * @param pin keeps a layer from being deleted, if it is still there
     */
    LayerContents(Layout layout, Layers layers, Claim claim, Predicate<Digest> pin) {
        this.layout = layout;
        this.layers = layers;
        this.claim = claim;
        this.pin = pin;
    }

    @Override
    public Map<Digest, HeldFile> find(Map<Digest, Long> wanted) {
        Map<ByteBuffer, Digest> left = new HashMap<>();
        long effort = 0;
        for (Map.Entry<Digest, Long> content : wanted.entrySet()) {
            if (content.getKey().algorithm().equals("sha256")) {
                left.put(
                        ByteBuffer.wrap(HexFormat.of().parseHex(content.getKey().hex())), content.getKey());
                effort += content.getValue() * EFFORT;
            }
        }
        Map<Digest, HeldFile> found = new HashMap<>();
        for (Digest layer : newest()) {
            if (left.isEmpty()) {
                break;
            }
            Optional<byte[]> digests = read(layer);
            long size = layers.find(layer).map(LayerInfo::contentSize).orElse(Long.MAX_VALUE);
            if (digests.isEmpty() && size <= effort) {
                effort -= size;
                digests = make(layer);
            }
            digests.ifPresent(file -> match(layer, file, wanted, left, found));
        }
        return found;
    }

    private void match(
            Digest layer,
            byte[] file,
            Map<Digest, Long> wanted,
            Map<ByteBuffer, Digest> left,
            Map<Digest, HeldFile> found) {
        Map<Digest, HeldFile> here = new HashMap<>();
        FileDigests.read(file, (hash, size, path) -> {
            Digest digest = left.get(hash);
            if (digest != null && size == wanted.getOrDefault(digest, -1L)) {
                here.put(digest, new StoredFile(layout.layer(layer), path));
            }
        });
        if (!here.isEmpty() && pin.test(layer)) {
            found.putAll(here);
            left.values().removeAll(here.keySet());
        }
    }

    private List<Digest> newest() {
        record Aged(Digest layer, long modified) {}
        List<Aged> all = new ArrayList<>();
        for (Digest layer : layers.digests()) {
            // 0 for one that is gone meanwhile
            long modified = layout.layer(layer).resolve(Layers.INFO).toFile().lastModified();
            all.add(new Aged(layer, modified));
        }
        all.sort(Comparator.comparingLong(Aged::modified).reversed());
        return all.stream().limit(MOST_LAYERS).map(Aged::layer).toList();
    }

    private Optional<byte[]> read(Digest layer) {
        Path file = layout.layer(layer).resolve(FILE);
        try {
            if (!Files.exists(file) || Files.size(file) > LARGEST_FILE) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            return FileDigests.read(bytes, (hash, size, path) -> {}) ? Optional.of(bytes) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** A layer that is deleted meanwhile is not worth an error. */
    private Optional<byte[]> make(Digest layer) {
        try (Directory directory = Directory.open(layout.layer(layer))) {
            byte[] file = TreeDigests.of(directory).file();
            Path staged = claim.fresh("digests");
            SmallFiles.write(staged, file);
            Files.move(staged, layout.layer(layer).resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(file);
        } catch (LinuxException | StorageException | IOException e) {
            return Optional.empty();
        }
    }
}
