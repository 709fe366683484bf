package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.OpenFile;
import java.io.InputStream;

/** A file as a stream; closes it. */
public final class FileStream extends InputStream {
    private final OpenFile file;
    private long position;

    public FileStream(OpenFile file) {
        this.file = file;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int count = file.read(position, into, offset, length);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public void close() {
        file.close();
    }
}
