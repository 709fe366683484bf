package dev.pinisi.image.internal.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Where the files of a tar archive are in it: ustar, GNU and pax names and sizes; contents are skipped. */
final class TarIndex {
    /** Docker's archives have three entries a layer. */
    private static final int MOST_ENTRIES = 100_000;

    private static final int BLOCK = 512;

    /**
     * Where a file's bytes are.
     *
     * @param link the name of the file that this is a link to; empty for a file
     */
    record Slot(long offset, long size, String link) {}

    private final FileChannel channel;
    private final Map<String, Slot> slots = new HashMap<>();
    private long position;
    private final TarExtensions extensions = new TarExtensions();

    private TarIndex(FileChannel channel) {
        this.channel = channel;
    }

    static Map<String, Slot> read(Path archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
            TarIndex index = new TarIndex(channel);
            index.readAll();
            return index.slots;
        }
    }

    /** The name without {@code ./}, empty parts and {@code ..}, which cannot lead above the archive. */
    static String normalised(String name) {
        StringBuilder out = new StringBuilder();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                out.setLength(Math.max(0, out.lastIndexOf("/")));
            } else if (!part.isEmpty() && !part.equals(".")) {
                out.append(out.length() == 0 ? "" : "/").append(part);
            }
        }
        return out.toString();
    }

    private void readAll() throws IOException {
        byte[] block = new byte[BLOCK];
        for (int i = 0; ; i++) {
            if (i > MOST_ENTRIES) {
                throw new IOException("more than " + MOST_ENTRIES + " entries");
            }
            if (position == channel.size() && i > 0) {
                return;
            }
            readFully(block, position);
            position += BLOCK;
            TarHeader header = new TarHeader(block);
            if (header.isEnd()) {
                return;
            }
            header.check();
            entry(header);
        }
    }

    private void entry(TarHeader header) throws IOException {
        boolean extension = TarExtensions.is(header.type());
        long size = extension ? header.size() : extensions.sizeOr(header.size());
        if (size > channel.size() - position) {
            throw new EOFException("\"" + header.name() + "\" is truncated");
        }
        if (extension) {
            extensions.add(header.type(), extension(size));
        } else {
            file(header, size);
        }
        position += (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private void file(TarHeader header, long size) {
        String name = normalised(extensions.nameOr(header.name()));
        String target = extensions.linkOr(header.link());
        switch (header.type()) {
            case '0', 0, '7' -> slots.put(name, new Slot(position, size, ""));
            case '1' -> slots.put(name, new Slot(0, 0, normalised(target)));
            case '2' -> slots.put(name, new Slot(0, 0, normalised(name + "/../" + target)));
            default -> {
                // directories and the like hold nothing to read
            }
        }
        extensions.clear();
    }

    private byte[] extension(long size) throws IOException {
        if (size > TarExtensions.MOST_BYTES) {
            throw new IOException("an extended header of " + size + " bytes");
        }
        byte[] bytes = new byte[(int) size];
        readFully(bytes, position);
        return bytes;
    }

    private void readFully(byte[] target, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("it ends early");
            }
        }
    }
}
