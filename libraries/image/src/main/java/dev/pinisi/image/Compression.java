package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import java.util.OptionalInt;

/**
 * What layers are to be compressed with.
 *
 * @param level gzip: 1 (fastest) to 9 (smallest); zstd: 1 to 20; empty for the format's usual one
 * @param force compress anew also what is compressed in another format, or with another level
 */
public record Compression(Format format, OptionalInt level, boolean force) {

    /** The formats, by the names that the peers' options have. */
    public enum Format {
        NONE("none"),
        GZIP("gzip"),
        ZSTD("zstd"),
        /** zstd with a table of contents, so that single files can be had from it. */
        ZSTD_CHUNKED("zstd:chunked");

        private final String title;

        Format(String title) {
            this.title = title;
        }

        /**
         * The format of that name.
         *
         * @throws ImageException if there is none
         */
        public static Format of(String name) {
            for (Format format : values()) {
                if (format.title.equals(name)) {
                    return format;
                }
            }
            throw new ImageException(
                    Kind.INVALID, "unknown compression \"" + name + "\": gzip, zstd, zstd:chunked or none expected");
        }

        @Override
        public String toString() {
            return title;
        }
    }

    public Compression {
        int highest = format == Format.GZIP ? 9 : 20;
        if (level.isPresent() && (level.getAsInt() < 1 || level.getAsInt() > highest)) {
            throw new ImageException(
                    Kind.INVALID,
                    "invalid compression level " + level.getAsInt() + " for " + format + ": 1 to " + highest
                            + " expected");
        }
    }

    /** That format at its usual level. */
    public static Compression of(Format format) {
        return new Compression(format, OptionalInt.empty(), false);
    }
}
