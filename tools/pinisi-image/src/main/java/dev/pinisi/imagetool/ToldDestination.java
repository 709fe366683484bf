package dev.pinisi.imagetool;

import dev.pinisi.commandline.ProgressDisplay;
import dev.pinisi.image.Signature;
import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A destination that tells of what the listener of layers does not hear: configurations, manifests, signatures. */
record ToldDestination(BlobDestination place, ProgressDisplay display) implements BlobDestination {
    @Override
    public String name() {
        return place.name();
    }

    @Override
    public Acceptance accepts() {
        return place.accepts();
    }

    @Override
    public Optional<String> repository() {
        return place.repository();
    }

    @Override
    public Optional<Digest> current() throws IOException {
        return place.current();
    }

    @Override
    public Optional<Descriptor> reuse(BlobSpec blob, List<String> repositories) throws IOException {
        Optional<Descriptor> there = place.reuse(blob, repositories);
        if (there.isPresent()) {
            tell(blob, "skipped: already exists");
        }
        return there;
    }

    @Override
    public Descriptor write(InputStream bytes, BlobSpec blob) throws IOException {
        Descriptor written = place.write(bytes, blob);
        tell(blob, "done");
        return written;
    }

    private void tell(BlobSpec blob, String outcome) {
        if (blob.role() == BlobSpec.Role.CONFIG && blob.digest().isPresent()) {
            String digest = blob.digest().get().toString();
            display.begin(digest, "Copying config", digest, blob.size().orElse(-1));
            display.end(digest, outcome);
        }
    }

    @Override
    public void manifest(Manifest manifest, boolean top) throws IOException {
        display.line("Writing manifest " + (manifest instanceof ImageIndex ? "list " : "") + "to image destination");
        place.manifest(manifest, top);
    }

    @Override
    public void signatures(Digest manifest, List<Signature> signatures) throws IOException {
        if (!signatures.isEmpty()) {
            display.line("Storing signatures");
        }
        place.signatures(manifest, signatures);
    }

    @Override
    public void commit() throws IOException {
        place.commit();
    }

    @Override
    public void discard() throws IOException {
        place.discard();
    }

    @Override
    public void close() throws IOException {
        place.close();
    }
}
