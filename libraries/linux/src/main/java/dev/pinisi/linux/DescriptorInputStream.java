package dev.pinisi.linux;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a descriptor as a stream. */
final class DescriptorInputStream extends InputStream {
    private final Descriptor descriptor;

    DescriptorInputStream(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int count = descriptor.read(target, offset, length);
            return count == 0 ? -1 : count;
        } catch (LinuxException failure) {
            // the master of a terminal reports so that the last slave is gone: its end of file
            if (failure.errno() == Errno.EIO) {
                return -1;
            }
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
