package dev.pinisi.image;

import dev.pinisi.image.spi.BlobPart;
import dev.pinisi.image.spi.BlobParts;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** An image in memory, and what was read of it. */
final class MemorySource implements ImageSource {
    final List<Digest> opened = new CopyOnWriteArrayList<>();
    final Map<Digest, byte[]> blobs = new HashMap<>();
    final List<String> names = new ArrayList<>();
    final List<Signature> signatures = new ArrayList<>();
    /** Whether parts of blobs are given. */
    boolean inParts;
    /** How many bytes were read in parts. */
    final AtomicLong partial = new AtomicLong();

    private final RawDocument top;

    MemorySource(RawDocument top, TestImage... images) {
        this.top = top;
        for (TestImage image : images) {
            RawDocument manifest = image.manifest();
            blobs.putAll(image.blobs);
            blobs.put(manifest.digest(), manifest.bytes());
        }
    }

    static MemorySource of(TestImage image) {
        return new MemorySource(image.manifest(), image);
    }

    @Override
    public String name() {
        return "memory:test";
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Manifest manifest() {
        return Manifest.parse(top, "");
    }

    @Override
    public Manifest manifest(Descriptor instance) {
        return Manifest.parse(RawDocument.of(blobs.get(instance.digest())), instance.mediaType());
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        opened.add(blob.digest());
        byte[] bytes = blobs.get(blob.digest());
        if (bytes == null) {
            throw new FileNotFoundException("no blob " + blob.digest());
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public Optional<BlobParts> parts(Descriptor blob) {
        return inParts ? Optional.of(wanted -> parts(blobs.get(blob.digest()), wanted)) : Optional.empty();
    }

    private InputStream parts(byte[] blob, List<BlobPart> wanted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (BlobPart part : wanted) {
            out.write(blob, (int) part.offset(), (int) part.length());
        }
        partial.addAndGet(out.size());
        return new ByteArrayInputStream(out.toByteArray());
    }

    @Override
    public List<Signature> signatures(Digest manifest) {
        return top.hasDigest(manifest) ? signatures : List.of();
    }

    @Override
    public void close() {}
}
