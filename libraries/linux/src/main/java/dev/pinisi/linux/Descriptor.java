package dev.pinisi.linux;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open file descriptor, closed once, by {@link #close}; close-on-exec like every descriptor made here. */
public final class Descriptor implements AutoCloseable {
    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Descriptor(int number) {
        this.number = number;
    }

    /** Takes over a descriptor: from now on it is closed through the result only. */
    public static Descriptor of(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("not a file descriptor: " + number);
        }
        return new Descriptor(number);
    }

    /** Opens a directory by a trusted path, following links. */
    static Descriptor openDirectory(Path directory) {
        try (Memory memory = new Memory()) {
            long fd = Kernel.call(
                    Syscall.OPENAT,
                    FileCalls.AT_FDCWD,
                    memory.string(directory.toString()),
                    FileCalls.O_RDONLY | FileCalls.O_DIRECTORY | FileCalls.O_CLOEXEC,
                    0);
            return of((int) Kernel.check(fd, "open", directory.toString()));
        }
    }

    /** The number, for another call; valid until {@link #close}. */
    public int number() {
        return number;
    }

    /**
     * Reads what there is.
     *
     * @return the number of bytes, 0 at the end
     * @throws LinuxException {@code EAGAIN} if the descriptor does not block and there is nothing
     */
    public int read(byte[] target, int offset, int length) {
        try (Memory memory = new Memory()) {
            Memory.Block block = memory.room(Math.max(1, length));
            // the kernel fills memory that this block owns; EINTR comes before the first byte, so again is right
            long count = Kernel.retry(Syscall.READ, number, block.address(), length, 0, 0);
            Kernel.check(count, "read", "");
            block.bytes().get(target, offset, (int) count);
            return (int) count;
        }
    }

    /**
     * Writes all bytes.
     *
     * @throws LinuxException {@code EPIPE} if nobody reads any more
     */
    public void write(byte[] source, int offset, int length) {
        try (Memory memory = new Memory()) {
            long address = memory.copyOf(source, offset, length);
            int done = 0;
            while (done < length) {
                // a short write leaves the rest for the next round
                long count = Kernel.retry(Syscall.WRITE, number, address + done, length - done, 0, 0);
                done += (int) Kernel.check(count, "write", "");
            }
        }
    }

    /** A stream over this descriptor; closing it closes the descriptor. */
    public InputStream inputStream() {
        return new DescriptorInputStream(this);
    }

    /** An unbuffered stream over this descriptor; closing it closes the descriptor. */
    public OutputStream outputStream() {
        return new DescriptorOutputStream(this);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            // Linux has freed the number even when close reports an error: never again
            Kernel.call(Syscall.CLOSE, number);
        }
    }

    @Override
    public String toString() {
        return "fd " + number;
    }
}
