package dev.pinisi.image;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import dev.pinisi.spec.RawDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index made for a test. */
final class TestIndex {
    private final List<TestImage> images = new ArrayList<>();
    private final List<Descriptor> manifests = new ArrayList<>();

    static Platform platform(String architecture) {
        return new Platform("linux", architecture, "");
    }

    TestIndex add(TestImage image, String architecture) {
        images.add(image);
        Descriptor manifest = Descriptor.of(MediaTypes.OCI_MANIFEST, image.manifest());
        manifests.add(new Descriptor(
                manifest.mediaType(),
                manifest.digest(),
                manifest.size(),
                List.of(),
                Map.of(),
                Optional.of(platform(architecture))));
        return this;
    }

    RawDocument index() {
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(2);
        out.name("mediaType").value(MediaTypes.OCI_INDEX).name("manifests").array();
        for (Descriptor manifest : manifests) {
            manifest.write(out);
        }
        return RawDocument.of(out.end().end().bytes());
    }

    MemorySource source() {
        return new MemorySource(index(), images.toArray(new TestImage[0]));
    }
}
