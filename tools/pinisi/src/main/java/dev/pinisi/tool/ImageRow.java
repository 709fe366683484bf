package dev.pinisi.tool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.engine.ImageInfo;
import java.util.Comparator;

/**
 * A line of the list of images: an image under one of its names.
 *
 * @param name empty if it has none
 */
record ImageRow(ImageInfo image, String name) {
    private static final String NONE = "<none>";

    String repository() {
        int end = tagStart();
        return name.isEmpty() ? NONE : end < 0 ? name : name.substring(0, end);
    }

    String tag() {
        int colon = tagStart();
        return colon < 0 || name.charAt(colon) == '@' ? NONE : name.substring(colon + 1);
    }

    String size() {
        return ByteSize.show(image.size(), " ");
    }

    /** The colon before the tag, or the sign before a digest; -1 if there is neither. */
    private int tagStart() {
        int at = name.indexOf('@');
        if (at >= 0) {
            return at;
        }
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? colon : -1;
    }

    /** {@code images --sort}. */
    record Order(String key) implements Comparator<ImageRow> {
        @Override
        public int compare(ImageRow a, ImageRow b) {
            return switch (key) {
                case "id" -> a.image.id().compareTo(b.image.id());
                case "size" -> Long.compare(a.image.size(), b.image.size());
                case "tag" -> a.tag().compareTo(b.tag());
                default -> a.repository().compareTo(b.repository());
            };
        }
    }
}
