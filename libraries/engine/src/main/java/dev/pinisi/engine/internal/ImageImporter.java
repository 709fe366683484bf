package dev.pinisi.engine.internal;

import dev.pinisi.engine.ImportSpec;
import dev.pinisi.image.LayerArchive;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Platform;
import dev.pinisi.storage.NewImage;
import dev.pinisi.storage.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** Makes an image of one layer of an archive of files, which is unpacked while it is read. */
final class ImageImporter {
    private final Store store;
    private final ImportSpec spec;

    ImageImporter(Store store, ImportSpec spec) {
        this.store = store;
        this.spec = spec;
    }

    /** The image's id. */
    String make(InputStream archive) {
        Optional<String> name = ImageMaker.fullName(spec.name());
        ConfigDraft draft = ConfigDraft.of(platform());
        ConfigChanges.apply(spec.changes(), draft);
        try (NewImage image = store.images().newDestination();
                InputStream tar = LayerArchive.open(archive)) {
            Digest layer = image.addLayer(tar).diffId();
            String created = Times.text(Instant.now());
            draft.put("created", created);
            draft.addLayer(layer);
            Members step = new Members()
                    .put("created", created)
                    .put("created_by", "/bin/sh -c #(nop) ADD file:" + layer.hex() + " in /");
            if (!spec.message().isEmpty()) {
                step.put("comment", spec.message());
            }
            draft.addHistory(step.object());
            return new ImageMaker(store, false)
                    .commit(image, draft.finish(), name, created)
                    .hex();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the archive: " + e.getMessage(), e);
        }
    }

    private Platform platform() {
        Platform host = Platform.host();
        return new Platform(
                spec.os().isEmpty() ? host.os() : spec.os(),
                spec.architecture().isEmpty() ? host.architecture() : spec.architecture(),
                spec.variant());
    }
}
