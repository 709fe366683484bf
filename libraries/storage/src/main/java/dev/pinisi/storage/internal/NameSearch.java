package dev.pinisi.storage.internal;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageReference;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a user's name stands for among the names that are there. */
final class NameSearch {
    private final Names names;
    private final Layout layout;

    NameSearch(Names names, Layout layout) {
        this.names = names;
        this.layout = layout;
    }

    /** The image; nothing if no name fits, or the text is no name at all. */
    Optional<Digest> find(String text) {
        ImageReference reference;
        try {
            reference = ImageReference.parse(text).orLatest();
        } catch (ImageException noName) {
            return Optional.empty();
        }
        if (!ImageReference.isShortName(text)) {
            return exact(reference.toString(), reference);
        }
        String local = "localhost/" + withoutHub(reference, text);
        Optional<Digest> found = exact(local, reference);
        found = found.isPresent() ? found : exact(reference.toString(), reference);
        return found.isPresent() ? found : bySuffix(withoutHub(reference, text));
    }

    /** With a digest the tag does not count, as for the peers. */
    private Optional<Digest> exact(String name, ImageReference reference) {
        if (reference.digest().isEmpty()) {
            return names.find(name);
        }
        String repository = name.substring(0, name.indexOf('@'));
        int colon = repository.lastIndexOf(':');
        repository = colon > repository.lastIndexOf('/') ? repository.substring(0, colon) : repository;
        return names.find(repository + "@" + reference.digest().get());
    }

    /** {@code busybox} also means {@code quay.io/some/busybox}; of several images the one that was here first. */
    private Optional<Digest> bySuffix(String wanted) {
        Optional<Digest> oldest = Optional.empty();
        long since = Long.MAX_VALUE;
        for (Map.Entry<String, Digest> entry : names.all().entrySet()) {
            if (entry.getKey().endsWith("/" + wanted)) {
                long arrival = arrival(entry.getValue());
                if (arrival < since) {
                    since = arrival;
                    oldest = Optional.of(entry.getValue());
                }
            }
        }
        return oldest;
    }

    /** When an image came into the store: its folder is made once and does not change. */
    private long arrival(Digest image) {
        try {
            return Files.getLastModifiedTime(layout.image(image)).to(TimeUnit.NANOSECONDS);
        } catch (IOException gone) {
            return Long.MAX_VALUE;
        }
    }

    private static String withoutHub(ImageReference reference, String text) {
        String full = reference.toString();
        String path = full.substring(full.indexOf('/') + 1);
        boolean added = path.startsWith("library/") && !text.startsWith("library/");
        return added ? path.substring("library/".length()) : path;
    }
}
