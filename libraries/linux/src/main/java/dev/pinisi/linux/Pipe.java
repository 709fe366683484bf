package dev.pinisi.linux;

/**
 * Both ends of a pipe, pipe(7).
 *
 * @param reader the end to read from
 * @param writer the end to write to
 */
public record Pipe(Descriptor reader, Descriptor writer) implements AutoCloseable {
    private static final int O_CLOEXEC = 02000000;

    public static Pipe open() {
        try (Memory memory = new Memory()) {
            Memory.Block pair = memory.block(8);
            // the kernel fills our block; expected: EMFILE
            Kernel.check(Kernel.call(Syscall.PIPE2, pair.address(), O_CLOEXEC), "pipe", "");
            return new Pipe(
                    Descriptor.of(pair.bytes().getInt(0)),
                    Descriptor.of(pair.bytes().getInt(4)));
        }
    }

    /** Closes both ends, or what of them is still open. */
    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
