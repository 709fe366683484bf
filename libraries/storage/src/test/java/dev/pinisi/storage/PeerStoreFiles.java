package dev.pinisi.storage;

import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The files that containers/storage would have of an image, as far as its images are read from them. */
record PeerStoreFiles(Path root) {
    private static final int BLOCK = 512;

    /** A layer's ID here. */
    static String id(TestImage image, int layer) {
        return Digest.sha256(("layer " + layer + image.diffIds()).getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    Path images() {
        return root.resolve("overlay-images/images.json");
    }

    Path layers() {
        return root.resolve("overlay-layers/layers.json");
    }

    Path tarSplit(String layer) {
        return root.resolve("overlay-layers/" + layer + ".tar-split.gz");
    }

    Path diff(String layer) {
        return root.resolve("overlay/" + layer + "/diff");
    }

    /** Writes a store with just this image; its ID. */
    String write(TestImage image, String... names) throws IOException {
        ImageRecord record = image.record(List.of(names), List.of());
        String id = record.id().hex();
        Path bigData = Files.createDirectories(root.resolve("overlay-images/" + id));
        Files.createDirectories(root.resolve("overlay-layers"));
        Files.write(bigData.resolve("manifest"), record.manifest().raw().bytes());
        String config =
                "=" + Base64.getEncoder().encodeToString(record.id().toString().getBytes(StandardCharsets.UTF_8));
        Files.write(bigData.resolve(config), record.config().raw().bytes());
        JsonWriter list = new JsonWriter().array();
        for (int i = 0; i < image.layers().size(); i++) {
            byte[] archive = image.layers().get(i);
            list.object().name("id").value(id(image, i));
            if (i > 0) {
                list.name("parent").value(id(image, i - 1));
            }
            list.name("diff-digest").value(Digest.sha256(archive).toString());
            list.name("diff-size").value(archive.length).end();
            unpack(archive, id(image, i));
        }
        Files.write(layers(), list.end().bytes());
        JsonWriter images = new JsonWriter().array().object().name("id").value(id);
        images.name("names").value(List.of(names));
        images.name("layer").value(id(image, image.layers().size() - 1));
        Files.write(images(), images.end().end().bytes());
        return id;
    }

    /** Files and directories of an archive without extended headers, and what tar-split records of it. */
    private void unpack(byte[] archive, String layer) throws IOException {
        Path diff = Files.createDirectories(diff(layer));
        StringBuilder record = new StringBuilder();
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        int at = 0;
        while (at < archive.length) {
            byte[] block = Arrays.copyOfRange(archive, at, at + BLOCK);
            segment.writeBytes(block);
            at += BLOCK;
            if (block[0] == 0) {
                continue;
            }
            String name = text(block, 0, 100);
            int size = block[156] == '0' ? Integer.parseInt(text(block, 124, 11).strip(), 8) : 0;
            record.append(segmentLine(segment));
            record.append(fileLine(name, size));
            segment.reset();
            if (block[156] == '5') {
                Files.createDirectories(diff.resolve(name));
            } else {
                Files.write(diff.resolve(name), Arrays.copyOfRange(archive, at, at + size));
            }
            at += size;
            int padded = Math.ceilDiv(at, BLOCK) * BLOCK;
            segment.write(archive, at, padded - at);
            at = padded;
        }
        record.append(segmentLine(segment));
        writeTarSplit(layer, record.toString());
    }

    void writeTarSplit(String layer, String record) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(tarSplit(layer)))) {
            out.write(record.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String segmentLine(ByteArrayOutputStream segment) {
        return "{\"type\":2,\"payload\":\"" + Base64.getEncoder().encodeToString(segment.toByteArray()) + "\"}\n";
    }

    static String fileLine(String name, int size) {
        JsonWriter line = new JsonWriter().object().name("type").value(1);
        line.name("name").value(name).name("size").value(size);
        return line.end() + "\n";
    }

    private static String text(byte[] block, int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.UTF_8);
    }
}
