package dev.pinisi.storage.internal;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageReference;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a user's name stands for among the names that are there. */
final class NameSearch {
    private final Names names;

    NameSearch(Names names) {
        this.names = names;
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
        return found.isPresent() ? found : bySuffix(text, withoutHub(reference, text));
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

    /** {@code busybox} also means {@code quay.io/some/busybox}, if it is the only one here. */
    private Optional<Digest> bySuffix(String text, String wanted) {
        Set<Digest> images = new TreeSet<>();
        Set<String> matches = new TreeSet<>();
        for (Map.Entry<String, Digest> entry : names.all().entrySet()) {
            if (entry.getKey().endsWith("/" + wanted)) {
                images.add(entry.getValue());
                matches.add(entry.getKey());
            }
        }
        if (images.size() > 1) {
            throw new StorageException(
                    Kind.AMBIGUOUS,
                    "the image name \"" + text + "\" is ambiguous: " + String.join(", ", matches)
                            + "; use one of these");
        }
        return images.stream().findFirst();
    }

    private static String withoutHub(ImageReference reference, String text) {
        String full = reference.toString();
        String path = full.substring(full.indexOf('/') + 1);
        boolean added = path.startsWith("library/") && !text.startsWith("library/");
        return added ? path.substring("library/".length()) : path;
    }
}
