package dev.pinisi.image.internal.registry;

import dev.pinisi.image.internal.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose last bytes can be read again: what a broken upload sends once more. */
final class ReplayWindow extends BlockInputStream {
    private final InputStream source;
    private final byte[] window;
    /** How many bytes of the source were read. */
    private long filled;
    /** How many of these were given out. */
    private long position;

    /**
     * @param source read once; closed by whoever opened it
     * @param window where what can be read again is kept
     */
    ReplayWindow(InputStream source, byte[] window) {
        this.source = source;
        this.window = window;
    }

    /** How many bytes were given out. */
    long position() {
        return position;
    }

    /**
     * Goes on at an earlier place.
     *
     * @return whether that place is still in the window
     */
    boolean rewind(long offset) {
        if (offset > filled || offset < Math.max(0, filled - window.length)) {
            return false;
        }
        position = offset;
        return true;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = position < filled ? replayed(target, offset, length) : fresh(target, offset, length);
        position += Math.max(0, count);
        return count;
    }

    private int replayed(byte[] target, int offset, int length) {
        int at = (int) (position % window.length);
        int count = (int) Math.min(Math.min(length, filled - position), window.length - at);
        System.arraycopy(window, at, target, offset, count);
        return count;
    }

    private int fresh(byte[] target, int offset, int length) throws IOException {
        int at = (int) (filled % window.length);
        int count = source.read(target, offset, Math.min(length, window.length - at));
        if (count > 0) {
            System.arraycopy(target, offset, window, at, count);
            filled += count;
        }
        return count;
    }
}
