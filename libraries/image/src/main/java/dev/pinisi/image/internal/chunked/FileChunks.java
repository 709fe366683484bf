package dev.pinisi.image.internal.chunked;

import dev.pinisi.image.internal.archive.TarHeader;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** Reads a file's content from an archive chunk by chunk. */
final class FileChunks {
    private final InputStream tar;
    private final ChunkBoundaries boundaries = new ChunkBoundaries();
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int end;
    /** Of the content, not in the buffer yet. */
    private long left;

    private long size;
    private long position;
    /** Zeros that were seen and not given out yet. */
    private long zeros;

    private boolean hole;
    private MessageDigest hasher = Digest.hasher("sha256");
    private Crc64 checksum = new Crc64();

    FileChunks(InputStream tar) {
        this.tar = tar;
    }

    /** Begins with a file of so many bytes. */
    void begin(long fileSize) {
        size = fileSize;
        left = fileSize;
        position = 0;
        boundaries.begin();
        hasher.reset();
        checksum = new Crc64();
    }

    /** Reads the next chunk; empty at the content's end. */
    Optional<LayerFrame> next(byte[] into, int start) throws IOException {
        long from = position;
        boolean isHole = hole;
        int count = isHole ? hole(into, start) : data(into, start);
        if (count == 0 && hole) {
            isHole = true;
            count = hole(into, start);
        }
        if (count == 0) {
            return Optional.empty();
        }
        position += count;
        hasher.update(into, start, count);
        checksum.update(into, start, count);
        return Optional.of(LayerFrame.chunk(from, count, isHole));
    }

    private int hole(byte[] into, int start) {
        int count = (int) Math.min(zeros, LayerFrames.LARGEST);
        Arrays.fill(into, start, start + count, (byte) 0);
        zeros -= count;
        hole = zeros > 0;
        return count;
    }

    /** Ends before a hole, of which {@link #hole} tells then. */
    private int data(byte[] into, int start) throws IOException {
        int count = 0;
        while (count < LayerFrames.LARGEST) {
            if (zeros > 0) {
                zeros--;
                into[start + count++] = 0;
                if (boundaries.endsBehind((byte) 0)) {
                    return count;
                }
                continue;
            }
            if (!fill()) {
                return count;
            }
            int limit = Math.min(end, at + LayerFrames.LARGEST - count);
            int taken = boundaries.take(buffer, at, limit) - at;
            System.arraycopy(buffer, at, into, start + count, taken);
            at += taken;
            count += taken;
            if (boundaries.ended()) {
                return count;
            }
            if (at < limit) {
                countZeros();
                if (zeros >= ChunkBoundaries.HOLE) {
                    boundaries.hole(zeros);
                    hole = true;
                    return count;
                }
            }
        }
        return count;
    }

    private void countZeros() throws IOException {
        while (fill() && buffer[at] == 0) {
            at++;
            zeros++;
        }
    }

    private boolean fill() throws IOException {
        if (at == end && left > 0) {
            at = 0;
            end = Math.max(0, tar.read(buffer, 0, (int) Math.min(buffer.length, left)));
            left = end == 0 ? 0 : left - end;
        }
        return at < end;
    }

    /** Whether the archive had as many bytes as it said. */
    boolean isWhole() {
        return position == size;
    }

    /** How many bytes follow the content before the next header. */
    int padding() {
        return (int) (-size & (TarHeader.BLOCK - 1));
    }

    Digest digest() {
        return Digest.of("sha256", hasher.digest());
    }

    Crc64 checksum() {
        return checksum;
    }
}
