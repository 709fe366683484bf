package dev.pinisi.image.internal.stream;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * The library ISA-L, where the system has it: it decompresses several times as fast as zlib.
 *
 * @param init {@code void isal_inflate_init(struct inflate_state *)}
 * @param inflate {@code int isal_inflate(struct inflate_state *)}
 */
record NativeInflate(MethodHandle init, MethodHandle inflate) {
    /** The name by which the system's linker knows version 2.x, whose structures are stable. */
    private static final String LIBRARY = "libisal.so.2";

    private static final class Loaded {
        static final Optional<NativeInflate> LIBRARY = load();
    }

    /** The library, if there is one. */
    static Optional<NativeInflate> find() {
        return Loaded.LIBRARY;
    }

    /** A decoder, with its memory outside the heap. */
    IsalDecoder open() {
        return new IsalDecoder(this);
    }

    private static Optional<NativeInflate> load() {
        if (ValueLayout.ADDRESS.byteSize() != Long.BYTES || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return Optional.empty();
        }
        try {
            SymbolLookup symbols = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            Linker linker = Linker.nativeLinker();
            NativeInflate library = new NativeInflate(
                    linker.downcallHandle(
                            symbols.findOrThrow("isal_inflate_init"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)),
                    linker.downcallHandle(
                            symbols.findOrThrow("isal_inflate"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
            return library.works() ? Optional.of(library) : Optional.empty();
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            // absent, too old, or native access is not granted: zlib serves
            return Optional.empty();
        }
    }

    /** Whether the structure is laid out as we think: a stream of one letter, and a byte that follows it. */
    private boolean works() {
        byte[] stream = {0x4b, 0x04, 0x00, 0x7f};
        byte[] target = new byte[2];
        try (IsalDecoder decoder = open()) {
            boolean begins = !decoder.finished() && decoder.needsInput();
            decoder.input(stream, 0, stream.length);
            return begins
                    && decoder.decode(target, 0, target.length) == 1
                    && target[0] == 'a'
                    && decoder.finished()
                    && decoder.remaining() == 1;
        } catch (DataFormatException e) {
            return false;
        }
    }
}
