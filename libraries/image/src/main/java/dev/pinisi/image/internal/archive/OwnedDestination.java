package dev.pinisi.image.internal.archive;

import dev.pinisi.image.Signature;
import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The only image of an archive, layout or upload that is being written: its commit finishes the whole.
 *
 * @param finish what makes it visible
 * @param owned closed at the end
 */
public record OwnedDestination(BlobDestination image, Finish finish, AutoCloseable owned) implements BlobDestination {

    /** Makes it visible. */
    public interface Finish {
        void run() throws IOException;
    }

    @Override
    public String name() {
        return image.name();
    }

    @Override
    public Acceptance accepts() {
        return image.accepts();
    }

    @Override
    public Optional<Descriptor> reuse(BlobSpec blob, List<String> repositories) throws IOException {
        return image.reuse(blob, repositories);
    }

    @Override
    public Descriptor write(InputStream bytes, BlobSpec blob) throws IOException {
        return image.write(bytes, blob);
    }

    @Override
    public void manifest(Manifest manifest, boolean top) throws IOException {
        image.manifest(manifest, top);
    }

    @Override
    public void signatures(Digest manifest, List<Signature> signatures) throws IOException {
        image.signatures(manifest, signatures);
    }

    @Override
    public void commit() throws IOException {
        image.commit();
        finish.run();
    }

    @Override
    public void discard() throws IOException {
        image.discard();
    }

    @Override
    public void close() throws IOException {
        try {
            owned.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
