package dev.pinisi.image.internal.stream;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** By the zlib that the JDK brings. */
final class ZlibDecoder implements DeflateDecoder {
    private final Inflater inflater = new Inflater(true);

    @Override
    public void reset() {
        inflater.reset();
    }

    @Override
    public boolean needsInput() {
        return inflater.needsInput();
    }

    @Override
    public void input(byte[] bytes, int offset, int length) {
        inflater.setInput(bytes, offset, length);
    }

    @Override
    public int decode(byte[] target, int offset, int length) throws DataFormatException {
        return inflater.inflate(target, offset, length);
    }

    @Override
    public boolean finished() {
        return inflater.finished();
    }

    @Override
    public int remaining() {
        return inflater.getRemaining();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
