package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageFile;
import dev.pinisi.image.internal.archive.TarExtensions;
import dev.pinisi.image.internal.archive.TarHeader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** The entries of a layer's tar archive, one after the other; an entry's content may be read before the next one. */
final class LayerTar {
    /** Far more than any real layer has; bounds what a hostile one costs. */
    static final int MOST_ENTRIES = 4_000_000;

    private static final int LONGEST_PATH = 4096;

    private final InputStream tar;
    private final int layer;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private final TarExtensions extensions = new TarExtensions();
    private long unread;
    private int padding;
    private int entries;
    private boolean sparse;

    /**
     * Reads a layer.
     *
     * @param tar uncompressed; stays the caller's
     * @param layer its number in the image
     */
    LayerTar(InputStream tar, int layer) {
        this.tar = tar;
        this.layer = layer;
    }

    /** The next entry; empty at the archive's end. */
    Optional<ImageFile> next() throws IOException {
        extensions.clear();
        while (true) {
            tar.skipNBytes(unread + padding);
            unread = 0;
            padding = 0;
            if (tar.readNBytes(block, 0, block.length) == 0) {
                return Optional.empty();
            }
            TarHeader header = new TarHeader(block);
            if (header.isEnd()) {
                return Optional.empty();
            }
            header.check();
            if (!TarExtensions.is(header.type())) {
                return Optional.of(entry(header));
            }
            extensions.add(header.type(), extension(header.size()));
        }
    }

    /** The content of the entry that was read last, or what is left of it. */
    int read(byte[] into) throws IOException {
        if (sparse) {
            throw new IOException("it is a sparse file in GNU's format, which is not read here");
        }
        int count = unread == 0 ? -1 : tar.read(into, 0, (int) Math.min(into.length, unread));
        if (count < 0 && unread > 0) {
            throw new EOFException("the layer ends within a file");
        }
        unread -= Math.max(0, count);
        return count;
    }

    /** Reads to the archive's end, so that what verifies the stream sees all of it. */
    void drain() throws IOException {
        tar.skipNBytes(unread + padding);
        unread = 0;
        padding = 0;
        tar.transferTo(java.io.OutputStream.nullOutputStream());
    }

    private ImageFile entry(TarHeader header) throws IOException {
        if (++entries > MOST_ENTRIES) {
            throw new IOException("a layer of more than " + MOST_ENTRIES + " files");
        }
        String name = extensions.nameOr(header.name());
        if (name.length() > LONGEST_PATH) {
            throw new IOException("a path of more than " + LONGEST_PATH + " characters");
        }
        ImageFile.Type type = type(header.type(), name);
        long stored = hasContent(header.type()) ? extensions.sizeOr(header.size()) : 0;
        unread = stored;
        padding = (int) (-stored & (TarHeader.BLOCK - 1));
        sparse = header.type() == 'S' || extensions.isSparse();
        String link = extensions.linkOr(header.link());
        return new ImageFile(
                Paths.normalised(name),
                type,
                type == ImageFile.Type.FILE ? stored : 0,
                header.mode(),
                header.uid(),
                header.gid(),
                Instant.ofEpochSecond(extensions.modifiedOr(header.modified())),
                type == ImageFile.Type.HARD_LINK ? Paths.normalised(link) : type == ImageFile.Type.SYMLINK ? link : "",
                Optional.empty(),
                layer);
    }

    private static ImageFile.Type type(char flag, String name) throws IOException {
        return switch (flag) {
            case '0', '\0', '7', 'S' -> name.endsWith("/") ? ImageFile.Type.DIRECTORY : ImageFile.Type.FILE;
            case '1' -> ImageFile.Type.HARD_LINK;
            case '2' -> ImageFile.Type.SYMLINK;
            case '3' -> ImageFile.Type.CHARACTER_DEVICE;
            case '4' -> ImageFile.Type.BLOCK_DEVICE;
            case '5', 'D' -> ImageFile.Type.DIRECTORY;
            case '6' -> ImageFile.Type.FIFO;
            default -> throw new IOException("an entry of the unknown type '" + flag + "': " + name);
        };
    }

    /** The header's size counts no bytes of the archive for links, devices and directories. */
    private static boolean hasContent(char flag) {
        return flag < '1' || flag > '6';
    }

    private byte[] extension(long size) throws IOException {
        if (size > TarExtensions.MOST_BYTES) {
            throw new IOException("an extended header of " + size + " bytes");
        }
        byte[] body = tar.readNBytes((int) size);
        if (body.length < size) {
            throw new EOFException("the layer ends within a header");
        }
        tar.skipNBytes(-size & (TarHeader.BLOCK - 1));
        return body;
    }
}
