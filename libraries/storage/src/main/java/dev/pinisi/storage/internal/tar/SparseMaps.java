package dev.pinisi.storage.internal.tar;

import java.util.Arrays;

/** The maps of sparse files (GNU tar's manual, "Storing Sparse Files"). */
final class SparseMaps {
    private static final int MOST_SEGMENTS = 1 << 20;
    private static final int OLD_MAP = 386;
    private static final int OLD_MAP_ENTRIES = 4;
    private static final int OLD_IS_EXTENDED = 482;
    private static final int OLD_REAL_SIZE = 483;
    private static final int EXTENSION_ENTRIES = 21;
    private static final int EXTENSION_IS_EXTENDED = 504;

    private SparseMaps() {}

    /** Format 0.1: {@code offset,length,offset,length}. */
    static long[] commas(byte[] text) {
        long[] map = new long[16];
        int count = 0;
        int from = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i == text.length || text[i] == ',') {
                map = count == map.length ? Arrays.copyOf(map, count * 2) : map;
                map[count++] = TarNumbers.decimal(text, from, i);
                from = i + 1;
            }
        }
        return Arrays.copyOf(map, count);
    }

    /** The old GNU format: four segments in the header, further ones in blocks after it. */
    static void readOld(byte[] header, TarInput input, TarEntry entry) {
        entry.size = TarNumbers.field(header, OLD_REAL_SIZE, 12);
        long[] map = new long[OLD_MAP_ENTRIES * 2];
        int count = append(header, OLD_MAP, OLD_MAP_ENTRIES, map, 0);
        boolean more = header[OLD_IS_EXTENDED] != 0;
        byte[] block = new byte[TarHeader.BLOCK];
        while (more) {
            requireFew(count / 2);
            input.literalBlock(block);
            map = Arrays.copyOf(map, count + EXTENSION_ENTRIES * 2);
            count = append(block, 0, EXTENSION_ENTRIES, map, count);
            more = block[EXTENSION_IS_EXTENDED] != 0;
        }
        entry.segments = Arrays.copyOf(map, count);
    }

    private static int append(byte[] block, int offset, int entries, long[] map, int count) {
        int filled = count;
        for (int i = 0; i < entries; i++) {
            int at = offset + i * 24;
            if (block[at] == 0) {
                break;
            }
            map[filled++] = TarNumbers.field(block, at, 12);
            map[filled++] = TarNumbers.field(block, at + 12, 12);
        }
        return filled;
    }

    /** Format 1.0: decimal lines before the content, the count of segments first, padded to a block. */
    static void readFromContent(TarInput input, TarEntry entry) {
        Lines lines = new Lines(input);
        long count = lines.number();
        requireFew(count);
        long[] map = new long[16];
        for (int i = 0; i < count * 2; i++) {
            map = i == map.length ? Arrays.copyOf(map, i * 2) : map;
            map[i] = lines.number();
        }
        entry.segments = Arrays.copyOf(map, (int) count * 2);
        entry.stored -= lines.bytes;
    }

    /** Segments must be in order, apart, within the file, and as long together as the archive says. */
    static void verify(TarEntry entry) {
        long[] map = entry.segments;
        long end = 0;
        long sum = 0;
        boolean good = map.length % 2 == 0;
        for (int i = 0; good && i < map.length; i += 2) {
            good = map[i] >= end && map[i + 1] >= 0 && map[i] <= entry.size && map[i + 1] <= entry.size - map[i];
            end = map[i] + map[i + 1];
            sum += map[i + 1];
        }
        if (!good || sum != entry.stored) {
            throw new TarException(entry.name, "the map of its holes is wrong");
        }
    }

    private static void requireFew(long segments) {
        if (segments > MOST_SEGMENTS) {
            throw new TarException("a sparse file of more than " + MOST_SEGMENTS + " parts");
        }
    }

    /** Reads lines across blocks. */
    private static final class Lines {
        private final TarInput input;
        private final byte[] block = new byte[TarHeader.BLOCK];
        private int at = TarHeader.BLOCK;
        private long bytes;

        Lines(TarInput input) {
            this.input = input;
        }

        long number() {
            byte[] digits = new byte[20];
            int count = 0;
            for (byte b = next(); b != '\n'; b = next()) {
                if (count == digits.length) {
                    throw new TarException("the map of a sparse file is not made of decimal lines");
                }
                digits[count++] = b;
            }
            return TarNumbers.decimal(digits, 0, count);
        }

        private byte next() {
            if (at == block.length) {
                input.literalBlock(block);
                bytes += block.length;
                at = 0;
            }
            return block[at++];
        }
    }
}
