package dev.pinisi.image;

import java.time.Instant;
import java.util.Optional;

/**
 * A file, directory or link in an image, as the layer that brought it describes it.
 *
 * @param path without a slash at its beginning or end; empty for the root directory
 * @param size in bytes; 0 for what has no content, hard links among them
 * @param mode the permission bits, with set-user-ID, set-group-ID and sticky
 * @param link what a symbolic link says, or the path that a hard link shares its content with; else empty
 * @param digest of the content, where it is known without reading it or was asked for
 * @param layer which of the image's layers has it, 0 for the lowest
 */
public record ImageFile(
        String path,
        Type type,
        long size,
        int mode,
        long uid,
        long gid,
        Instant modified,
        String link,
        Optional<String> digest,
        int layer) {

    /** What it is; the letters are those of {@code ls -l}. */
    public enum Type {
        FILE('-'),
        DIRECTORY('d'),
        SYMLINK('l'),
        HARD_LINK('-'),
        CHARACTER_DEVICE('c'),
        BLOCK_DEVICE('b'),
        FIFO('p');

        private final char letter;

        Type(char letter) {
            this.letter = letter;
        }

        /** As {@code ls -l} shows it. */
        public char letter() {
            return letter;
        }
    }

    /** The path's last part. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The directory that it is in; empty for the root directory. */
    public String parent() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The same with the digest of its content. */
    public ImageFile withDigest(String known) {
        return new ImageFile(path, type, size, mode, uid, gid, modified, link, Optional.of(known), layer);
    }
}
