package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code PATH[:NAME|:@INDEX]}: the file or directory, and which of the images in it.
 *
 * @param name as the location has it; empty where it names none
 * @param index counted from 0; -1 where it names none
 */
record LayoutPlace(Path path, String name, int index) {

    /**
     * Reads what stands after the transport's name.
     *
     * @throws ImageException if there is no path, or the index is no number
     */
    static LayoutPlace parse(String transport, String place) {
        int colon = place.indexOf(':');
        String path = colon < 0 ? place : place.substring(0, colon);
        String rest = colon < 0 ? "" : place.substring(colon + 1);
        if (path.isEmpty()) {
            throw new ImageException(
                    Kind.INVALID, "invalid image location \"" + transport + ":" + place + "\": a path expected");
        }
        if (!rest.startsWith("@")) {
            return new LayoutPlace(Path.of(path), rest, -1);
        }
        try {
            return new LayoutPlace(Path.of(path), "", Integer.parseUnsignedInt(rest.substring(1)));
        } catch (NumberFormatException e) {
            throw new ImageException(
                    Kind.INVALID,
                    "invalid image location \"" + transport + ":" + place + "\": a number expected after @",
                    e);
        }
    }

    /** What an index.json calls an image that is written here. */
    List<String> names() {
        return name.isEmpty() ? List.of() : List.of(name);
    }

    /** The full reference that a docker-archive calls an image by; none where the location names none. */
    List<String> references() {
        return name.isEmpty()
                ? List.of()
                : List.of(ImageReference.parse(name).orLatest().toString());
    }
}
