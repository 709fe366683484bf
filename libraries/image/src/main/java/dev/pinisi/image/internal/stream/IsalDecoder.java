package dev.pinisi.image.internal.stream;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.DataFormatException;

/**
 * By ISA-L. The structure and both buffers live and die together, so that the structure's pointers are good during
 * every call, which keeps the memory from being freed.
 */
final class IsalDecoder implements DeflateDecoder {
    /** Larger than the library's own buffer, which it then leaves out. */
    private static final int OUTPUT = ReadAhead.PIECE;

    private static final int INPUT = ReadAhead.PIECE;

    // struct inflate_state of igzip_lib.h; rounded up, as a later version may be larger
    private static final long STATE_SIZE = 128 << 10;
    private static final long NEXT_OUT = 0;
    private static final long AVAIL_OUT = 8;
    private static final long NEXT_IN = 16;
    private static final long AVAIL_IN = 32;
    private static final long BITS_IN = 36;
    private static final long BLOCK_STATE = 21160;

    /** ISAL_BLOCK_FINISH: all is decompressed and taken out. */
    private static final int FINISH = 5;

    private static final long ALIGNMENT = 64;

    private final NativeInflate library;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE_SIZE, ALIGNMENT);
    private final MemorySegment input = arena.allocate(INPUT, ALIGNMENT);
    private final MemorySegment output = arena.allocate(OUTPUT, ALIGNMENT);

    private byte[] bytes = {};
    private int position;
    private int limit;
    private boolean drained;

    IsalDecoder(NativeInflate library) {
        this.library = library;
        reset();
    }

    @Override
    public void reset() {
        position = limit;
        drained = true;
        try {
            // cannot fail; sets up what it reads of the structure, but for the pointers
            library.init().invokeExact(state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        state.set(ValueLayout.ADDRESS, NEXT_IN, input);
        state.set(ValueLayout.JAVA_INT, AVAIL_IN, 0);
    }

    @Override
    public boolean needsInput() {
        return drained && position == limit && !finished();
    }

    @Override
    public void input(byte[] next, int offset, int length) {
        bytes = next;
        position = offset;
        limit = offset + length;
    }

    @Override
    public int decode(byte[] target, int offset, int length) throws DataFormatException {
        int count = 0;
        while (count == 0 && !finished()) {
            if (drained && !feed()) {
                return 0;
            }
            int before = state.get(ValueLayout.JAVA_INT, AVAIL_IN);
            count = call(Math.min(length, OUTPUT));
            int left = state.get(ValueLayout.JAVA_INT, AVAIL_IN);
            if (count == 0 && left == before && left > 0 && !finished()) {
                throw new DataFormatException("no progress");
            }
            drained = count == 0 && left == 0;
        }
        MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, offset, count);
        return count;
    }

    @Override
    public boolean finished() {
        return state.get(ValueLayout.JAVA_INT, BLOCK_STATE) == FINISH;
    }

    @Override
    public int remaining() {
        // before 2.31 the library keeps what it looked at of the bytes after the end
        int kept = state.get(ValueLayout.JAVA_INT, BITS_IN) / Byte.SIZE;
        return limit - position + state.get(ValueLayout.JAVA_INT, AVAIL_IN) + kept;
    }

    @Override
    public void close() {
        arena.close();
    }

    /** Moves the next input to where the library sees it; false if there is none. */
    private boolean feed() {
        int length = Math.min(limit - position, INPUT);
        MemorySegment.copy(bytes, position, input, ValueLayout.JAVA_BYTE, 0, length);
        position += length;
        state.set(ValueLayout.ADDRESS, NEXT_IN, input);
        state.set(ValueLayout.JAVA_INT, AVAIL_IN, length);
        return length > 0;
    }

    /** The number of bytes that the library wrote to the output. */
    private int call(int room) throws DataFormatException {
        state.set(ValueLayout.ADDRESS, NEXT_OUT, output);
        state.set(ValueLayout.JAVA_INT, AVAIL_OUT, room);
        int result;
        try {
            // negative if the stream is broken; the library keeps to the room and the input that it is told of
            result = (int) library.inflate().invokeExact(state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (result < 0) {
            throw new DataFormatException(problem(result));
        }
        return room - state.get(ValueLayout.JAVA_INT, AVAIL_OUT);
    }

    private static String problem(int result) {
        return switch (result) {
            case -1 -> "invalid block";
            case -2 -> "invalid symbol";
            case -3 -> "invalid distance";
            default -> "error " + result;
        };
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }
}
