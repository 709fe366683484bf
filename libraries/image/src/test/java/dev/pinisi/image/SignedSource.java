package dev.pinisi.image;

import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** An image in memory that seems to be somewhere, with signatures of all of its manifests. */
final class SignedSource implements ImageSource {
    private final List<Signature> signatures = new ArrayList<>();
    private final ImageSource image;
    private final ImageIdentity identity;
    private boolean failing;

    SignedSource(ImageSource image, ImageIdentity identity, Signature... signatures) {
        this.image = image;
        this.identity = identity;
        this.signatures.addAll(List.of(signatures));
    }

    /** From now on nobody may ask for signatures. */
    void failOnSignatures() {
        failing = true;
    }

    @Override
    public ImageIdentity identity() {
        return identity;
    }

    @Override
    public List<Signature> signatures(Digest manifest) {
        if (failing) {
            throw new AssertionError("signatures were asked for");
        }
        return signatures;
    }

    @Override
    public String name() {
        return image.name();
    }

    @Override
    public List<String> names() {
        return image.names();
    }

    @Override
    public Manifest manifest() throws IOException {
        return image.manifest();
    }

    @Override
    public Manifest manifest(Descriptor instance) throws IOException {
        return image.manifest(instance);
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        return image.open(blob);
    }

    @Override
    public void close() throws IOException {
        image.close();
    }
}
