package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.Signature;
import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes {@code dir:}: manifest.json beside blobs named by their hash. An image that was there is replaced at the moment
 * manifest.json is; its files go afterwards, its signatures before, so that they never stand beside another manifest.
 */
public final class DirDestination implements BlobDestination {
    private static final String VERSION_FILE = "version";
    private static final byte[] VERSION = "Directory Transport Version: 1.1\n".getBytes(StandardCharsets.UTF_8);
    private static final String MANIFEST = "manifest.json";

    private final String name;
    private final Path directory;
    private final DirectorySink files;
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final List<Signed> signed = new ArrayList<>();
    private Optional<Manifest> top = Optional.empty();

    private record Signed(Digest manifest, List<Signature> signatures) {}

    private DirDestination(String name, Path directory) throws IOException {
        this.name = name;
        this.directory = directory;
        files = new DirectorySink(directory);
        if (files.size(VERSION_FILE).isEmpty()) {
            // first of all, so that what a killed writer leaves is known for what it is
            files.put(VERSION_FILE, VERSION);
        }
        written.add(VERSION_FILE);
    }

    /** Begins to write into a directory that is absent, empty, or holds an image. */
    public static DirDestination at(String name, Path directory) throws IOException {
        if (Files.isDirectory(directory) && !Files.exists(directory.resolve(VERSION_FILE))) {
            try (DirectoryStream<Path> present = Files.newDirectoryStream(directory)) {
                if (present.iterator().hasNext() && !Files.exists(directory.resolve(MANIFEST))) {
                    throw new ImageException(
                            Kind.NOT_STORED,
                            name + ": the directory holds something other than an image; name another one");
                }
            }
        }
        return new DirDestination(name, directory);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Acceptance accepts() {
        return new Acceptance(
                Acceptance.ALL_TYPES, LayerForm.ANY, Set.of(Signature.Kind.SIMPLE, Signature.Kind.SIGSTORE), true);
    }

    @Override
    public Optional<Descriptor> reuse(BlobSpec blob, List<String> repositories) {
        Digest digest = blob.digest().orElseThrow();
        OptionalLong size = files.size(digest.hex());
        if (size.isEmpty() || size.getAsLong() != blob.size().orElse(size.getAsLong())) {
            return Optional.empty();
        }
        written.add(digest.hex());
        return Optional.of(new Descriptor(blob.mediaType(), digest, size.getAsLong()));
    }

    @Override
    public Descriptor write(InputStream bytes, BlobSpec blob) throws IOException {
        Descriptor descriptor = files.put(bytes, blob, Digest::hex);
        written.add(descriptor.digest().hex());
        return descriptor;
    }

    @Override
    public void manifest(Manifest manifest, boolean isTop) throws IOException {
        if (isTop) {
            top = Optional.of(manifest);
            return;
        }
        put(manifest.raw().digest().hex() + "." + MANIFEST, manifest.raw().bytes());
    }

    @Override
    public void signatures(Digest manifest, List<Signature> signatures) {
        signed.add(new Signed(manifest, signatures));
    }

    @Override
    public void commit() throws IOException {
        Manifest manifest = top.orElseThrow(() -> new IllegalStateException("an image without a manifest"));
        sweep(true);
        put(MANIFEST, manifest.raw().bytes());
        for (Signed each : signed) {
            boolean ofTop = manifest.raw().hasDigest(each.manifest());
            for (int i = 0; i < each.signatures().size(); i++) {
                put(
                        SignatureFile.name(ofTop, each.manifest(), i + 1),
                        SignatureFile.write(each.signatures().get(i)));
            }
        }
        sweep(false);
        files.finish();
    }

    /** Nothing is kept for a next try: a directory without manifest.json is none that anybody would look into. */
    @Override
    public void close() throws IOException {
        files.discard();
        files.close();
    }

    private void put(String file, byte[] bytes) throws IOException {
        files.put(file, bytes);
        written.add(file);
    }

    /** Removes what belonged to the image that was here before. */
    private void sweep(boolean signaturesOnly) throws IOException {
        try (DirectoryStream<Path> present = Files.newDirectoryStream(directory)) {
            for (Path file : present) {
                String each = file.getFileName().toString();
                boolean signature = each.contains("signature-");
                boolean old = signaturesOnly ? signature : signature || isBlobOrManifest(each);
                if (old && !written.contains(each)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isBlobOrManifest(String file) {
        String hex = file.endsWith("." + MANIFEST) ? file.substring(0, file.length() - MANIFEST.length() - 1) : file;
        boolean digits = hex.length() == 64 || hex.length() == 96 || hex.length() == 128;
        for (int i = 0; i < hex.length() && digits; i++) {
            digits = Character.digit(hex.charAt(i), 16) >= 0;
        }
        return digits;
    }
}
