package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.TreeListing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** An archive unpacked in a test. */
record Unpacked(Path layer, LayerUnpacker.Result result) {
    static Unpacked of(byte[] archive, Path parent) throws IOException {
        return of(archive, parent, TarLimits.DEFAULT);
    }

    static Unpacked of(byte[] archive, Path parent, TarLimits limits) throws IOException {
        Path layer = Files.createTempDirectory(parent, "layer");
        try (Directory directory = Directory.open(layer);
                OutputStream headers = Files.newOutputStream(layer.resolve("tar-headers"))) {
            LayerUnpacker.Result result = LayerUnpacker.unpack(
                    new ByteArrayInputStream(archive),
                    List.of(),
                    directory,
                    headers,
                    Digest.sha256(archive).hasher(),
                    limits);
            return new Unpacked(layer, result);
        }
    }

    SortedMap<String, String> files() {
        return TreeListing.of(layer.resolve("tree"), true);
    }

    Path tree() {
        return layer.resolve("tree");
    }

    String text(String path) throws IOException {
        return Files.readString(tree().resolve(path));
    }

    /** The archive again. */
    byte[] archive() throws IOException {
        try (Directory directory = Directory.open(layer);
                InputStream tar = LayerTarStream.open(directory)) {
            return tar.readAllBytes();
        }
    }
}
