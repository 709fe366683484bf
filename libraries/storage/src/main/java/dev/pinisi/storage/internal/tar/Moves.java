package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where files are now that later entries of their archive replaced. Few layers have any. */
final class Moves {
    private final List<Move> moves = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // paths are bytes; never compared
    private record Move(long record, byte[] path, long number) {}

    private Moves() {}

    static Moves read(Directory layer) throws IOException {
        Moves moves = new Moves();
        if (layer.status(LayerFiles.REPLACED).isPresent()) {
            try (InputStream headers = LayerTarStream.openHeaders(layer)) {
                moves.collect(headers);
            }
        }
        return moves;
    }

    private void collect(InputStream headers) throws IOException {
        long record = 0;
        for (int kind = headers.read(); kind != HeadersWriter.END && kind >= 0; kind = headers.read()) {
            switch (kind) {
                case HeadersWriter.LITERAL -> headers.skipNBytes(LayerTarStream.number(headers));
                case HeadersWriter.FILE -> skipFile(headers);
                default -> moves.add(new Move(record, LayerTarStream.path(headers), LayerTarStream.number(headers)));
            }
            record++;
        }
    }

    private static void skipFile(InputStream headers) throws IOException {
        LayerTarStream.path(headers);
        long count = LayerTarStream.number(headers);
        for (long i = 0; i < count * 2; i++) {
            LayerTarStream.number(headers);
        }
    }

    /** The path from the layer's directory of what was at a path of its tree when a record was written. */
    byte[] now(byte[] path, long record) {
        for (Move move : moves) {
            if (move.record > record && isAtOrBelow(path, move.path)) {
                String where = "replaced/" + move.number;
                return join(where, path, move.path.length);
            }
        }
        return join("tree/", path, 0);
    }

    private static boolean isAtOrBelow(byte[] path, byte[] top) {
        return path.length >= top.length
                && Arrays.equals(path, 0, top.length, top, 0, top.length)
                && (path.length == top.length || path[top.length] == '/');
    }

    private static byte[] join(String prefix, byte[] path, int from) {
        byte[] start = prefix.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + path.length - from);
        System.arraycopy(path, from, whole, start.length, path.length - from);
        return whole;
    }
}
