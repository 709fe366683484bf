package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.Signature;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image of {@code dir:}: manifest.json beside blobs that are named by their hash. */
final class DirSource implements ImageSource {
    private final String name;
    private final FileSet files;

    DirSource(String name, FileSet files) {
        this.name = name;
        this.files = files;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public Manifest manifest() {
        return read("manifest.json", Kind.NO_PLACE);
    }

    @Override
    public Manifest manifest(Descriptor instance) {
        String file = instance.digest().hex() + ".manifest.json";
        Manifest manifest = read(file, Kind.NOT_FOUND);
        if (!manifest.raw().hasDigest(instance.digest())) {
            throw new ImageException(
                    Kind.CORRUPT,
                    file + " is corrupt: its digest is " + manifest.raw().digest());
        }
        return manifest;
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        return files.find(blob.digest().hex())
                .orElseThrow(() -> new ImageException(Kind.CORRUPT, "it lacks the blob " + blob.digest()))
                .open();
    }

    @Override
    public List<Signature> signatures(Digest manifest) {
        boolean top = manifest().raw().hasDigest(manifest);
        List<Signature> found = new ArrayList<>();
        for (int i = 1; i <= SignatureFile.MOST; i++) {
            Optional<RawDocument> bytes = files.document(SignatureFile.name(top, manifest, i));
            if (bytes.isEmpty()) {
                break;
            }
            found.add(SignatureFile.read(bytes.get().bytes()));
        }
        return found;
    }

    @Override
    public void close() {
        // nothing is held open
    }

    private Manifest read(String file, Kind missing) {
        RawDocument raw = files.document(file).orElseThrow(() -> new ImageException(missing, name + " has no " + file));
        return ManifestFile.parse(file, raw, "");
    }
}
