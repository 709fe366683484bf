package dev.pinisi.image.internal.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Several armoured blocks in one file, as {@code cat a.asc b.asc} makes them. */
final class ArmorBlocks {
    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";

    private ArmorBlocks() {}

    /** The blocks; the whole file where it is not armoured. */
    static List<byte[]> split(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        List<byte[]> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int end = text.indexOf(END, begin);
            int stop = end < 0 ? text.length() : end + END.length();
            blocks.add((text.substring(begin, stop) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            begin = text.indexOf(BEGIN, stop);
        }
        return blocks.isEmpty() ? List.of(file) : blocks;
    }
}
