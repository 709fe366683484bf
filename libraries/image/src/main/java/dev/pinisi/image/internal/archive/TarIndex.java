package dev.pinisi.image.internal.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Where the files of a tar archive are in it: ustar, GNU and pax names and sizes; contents are skipped. */
final class TarIndex {
    /** Docker's archives have three entries a layer. */
    private static final int MOST_ENTRIES = 100_000;

    private static final int MOST_EXTENSION_BYTES = 1 << 20;
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
    private String longName = "";
    private String longLink = "";
    private long longSize = -1;

    private TarIndex(FileChannel channel) {
        this.channel = channel;
    }

    static Map<String, Slot> read(Path archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
            TarIndex index = new TarIndex(channel);
            index.readAll();
            return index.slots;
        } catch (NumberFormatException e) {
            throw new IOException("a malformed number in an extended header", e);
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
        long size = longSize >= 0 ? longSize : header.size();
        if (size > channel.size() - position) {
            throw new EOFException("\"" + header.name() + "\" is truncated");
        }
        switch (header.type()) {
            case 'L' -> longName = text(extension(size));
            case 'K' -> longLink = text(extension(size));
            case 'x' -> pax(extension(size));
            case 'g' -> extension(size);
            default -> file(header, size);
        }
        position += (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private void file(TarHeader header, long size) {
        String name = normalised(longName.isEmpty() ? header.name() : longName);
        String target = longLink.isEmpty() ? header.link() : longLink;
        switch (header.type()) {
            case '0', 0, '7' -> slots.put(name, new Slot(position, size, ""));
            case '1' -> slots.put(name, new Slot(0, 0, normalised(target)));
            case '2' -> slots.put(name, new Slot(0, 0, normalised(name + "/../" + target)));
            default -> {
                // directories and the like hold nothing to read
            }
        }
        longName = "";
        longLink = "";
        longSize = -1;
    }

    private void pax(byte[] records) throws IOException {
        int at = 0;
        while (at < records.length) {
            int space = indexOf(records, ' ', at);
            int length = space - at > 8 ? 0 : Integer.parseInt(ascii(records, at, space));
            if (length <= space - at + 1 || length > records.length - at) {
                throw new IOException("a malformed pax record");
            }
            String record = new String(records, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
            paxRecord(record);
            at += length;
        }
    }

    private void paxRecord(String record) {
        int equals = record.indexOf('=');
        String value = record.substring(equals + 1);
        switch (equals < 0 ? "" : record.substring(0, equals)) {
            case "path" -> longName = value;
            case "linkpath" -> longLink = value;
            case "size" -> longSize = Long.parseUnsignedLong(value);
            default -> {
                // times, owners and attributes matter to nobody here
            }
        }
    }

    private byte[] extension(long size) throws IOException {
        if (size > MOST_EXTENSION_BYTES) {
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

    private static int indexOf(byte[] bytes, char wanted, int from) throws IOException {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new IOException("a malformed pax record");
    }

    private static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
