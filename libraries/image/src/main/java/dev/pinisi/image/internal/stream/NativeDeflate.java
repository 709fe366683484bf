package dev.pinisi.image.internal.stream;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The library libdeflate, where the system has it: it compresses several times as fast as zlib, a whole buffer at a time.
 *
 * @param allocate {@code struct libdeflate_compressor *libdeflate_alloc_compressor(int level)}
 * @param compress {@code size_t libdeflate_gzip_compress(compressor, const void *in, size_t, void *out, size_t)}
 * @param bound {@code size_t libdeflate_gzip_compress_bound(compressor, size_t)}
 * @param free {@code void libdeflate_free_compressor(compressor)}
 */
record NativeDeflate(MethodHandle allocate, MethodHandle compress, MethodHandle bound, MethodHandle free) {
    /** The name by which the system's linker knows version 1.x, whose functions are stable. */
    private static final String LIBRARY = "libdeflate.so.0";

    private static final class Loaded {
        static final Optional<NativeDeflate> LIBRARY = load();
    }

    /** The library, if there is one. */
    static Optional<NativeDeflate> find() {
        return Loaded.LIBRARY;
    }

    private static Optional<NativeDeflate> load() {
        if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            return Optional.empty();
        }
        try {
            SymbolLookup symbols = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            Linker linker = Linker.nativeLinker();
            return Optional.of(new NativeDeflate(
                    linker.downcallHandle(
                            symbols.findOrThrow("libdeflate_alloc_compressor"),
                            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT)),
                    linker.downcallHandle(
                            symbols.findOrThrow("libdeflate_gzip_compress"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG)),
                    linker.downcallHandle(
                            symbols.findOrThrow("libdeflate_gzip_compress_bound"),
                            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG)),
                    linker.downcallHandle(
                            symbols.findOrThrow("libdeflate_free_compressor"),
                            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS))));
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            // absent, too old, or native access is not granted: zlib serves
            return Optional.empty();
        }
    }

    /** A compressor, for one thread at a time. */
    Compressing open(int level, int blockSize) {
        return new Compressing(this, level, blockSize);
    }

    /** One compressor with its buffers, all of which are the library's or outside the heap. */
    static final class Compressing implements AutoCloseable {
        private final NativeDeflate library;
        private final Arena arena = Arena.ofShared();
        private final MemorySegment compressor;
        private final MemorySegment input;
        private final MemorySegment output;

        private Compressing(NativeDeflate library, int level, int blockSize) {
            this.library = library;
            try {
                // never null but when there is no memory; freed by close()
                compressor = (MemorySegment) library.allocate.invokeExact(level);
                if (compressor.equals(MemorySegment.NULL)) {
                    throw new OutOfMemoryError("libdeflate has no memory for a compressor");
                }
                input = arena.allocate(blockSize);
                output = arena.allocate((long) library.bound.invokeExact(compressor, (long) blockSize));
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        /** Compresses the block to one gzip member. */
        void compress(Block block) {
            MemorySegment.copy(block.input, block.start, input, ValueLayout.JAVA_BYTE, 0, block.length);
            try {
                // the output has room for the worst case, so that this cannot fail
                long count = (long)
                        library.compress.invokeExact(compressor, input, (long) block.length, output, output.byteSize());
                while (block.output.length < count) {
                    block.growOutput();
                }
                MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, block.output, 0, (int) count);
                block.outputLength = (int) count;
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        @Override
        public void close() {
            try (arena) {
                library.free.invokeExact(compressor);
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        private static RuntimeException unexpected(Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
            return e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        }
    }
}
