package dev.pinisi.image.internal.stream;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A piece of a stream that is being compressed, with what precedes it; used again and again. */
final class Block {
    final byte[] input;
    final int start;
    int contextLength;
    int length;
    byte[] output;
    int outputLength;

    private CountDownLatch done = new CountDownLatch(0);

    @Nullable
    private volatile Throwable failure;

    /**
     * @param context room for what precedes the piece, which begins at {@link #start}
     */
    Block(int context, int size) {
        input = new byte[context + size];
        start = context;
        output = new byte[size + size / 8 + 1024];
    }

    /** Whether it was made for these. */
    boolean fits(int context, int size) {
        return start == context && input.length == context + size;
    }

    /** Takes the end of the piece before as what precedes this one. */
    void precededBy(Block before) {
        contextLength = Math.min(start, before.length);
        System.arraycopy(
                before.input,
                before.start + before.length - contextLength,
                input,
                start - contextLength,
                contextLength);
    }

    /** Makes room for more output, keeping what is there. */
    void growOutput() {
        output = Arrays.copyOf(output, output.length * 2);
    }

    void begin() {
        failure = null;
        done = new CountDownLatch(1);
    }

    void end(@Nullable Throwable failed) {
        failure = failed;
        done.countDown();
    }

    /** Waits for the compression's end. */
    void await() throws InterruptedException {
        done.await();
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("compressing failed: " + failed, failed);
        }
    }
}
