package dev.pinisi.linux;

import java.io.IOException;
import java.io.OutputStream;

/** A stream into a descriptor, without a buffer. */
final class DescriptorOutputStream extends OutputStream {
    private final Descriptor descriptor;

    DescriptorOutputStream(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        try {
            descriptor.write(source, offset, length);
        } catch (LinuxException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
