package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/** What the readers of several documents share: bounds, and digests inside JSON. */
final class Documents {
    /** Docker allows about 127 layers; 4096 leaves room for any other builder. */
    private static final int MOST_ELEMENTS = 4096;

    private Documents() {}

    static Digest digest(JsonCursor json) {
        String text = json.string();
        try {
            return Digest.parse(text);
        } catch (SpecException e) {
            throw json.fail(e.subject() + ": " + e.problem());
        }
    }

    static List<Digest> digests(JsonCursor array) {
        List<Digest> digests = new ArrayList<>();
        for (JsonCursor element : bounded(array)) {
            digests.add(digest(element));
        }
        return List.copyOf(digests);
    }

    static List<Descriptor> descriptors(JsonCursor array) {
        List<Descriptor> descriptors = new ArrayList<>();
        for (JsonCursor element : bounded(array)) {
            descriptors.add(Descriptor.read(element));
        }
        return List.copyOf(descriptors);
    }

    static List<JsonCursor> bounded(JsonCursor array) {
        List<JsonCursor> elements = array.elements();
        if (elements.size() > MOST_ELEMENTS) {
            throw array.fail(elements.size() + " elements; at most " + MOST_ELEMENTS + " are read");
        }
        return elements;
    }
}
