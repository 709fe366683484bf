package dev.pinisi.image.internal.stream;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decompresses zstd (RFC 8878) of any number of frames, skippable ones among them. */
final class ZstdStream extends BlockFilter {

    ZstdStream(InputStream source) {
        super(new ZstdInputStream(new ZstdFrames(source)));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("corrupt zstd data: " + e.getMessage(), e);
        }
    }
}
