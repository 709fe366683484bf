package dev.pinisi.image.internal.stream;

import java.lang.ref.SoftReference;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Large buffers that are used again by the next layer. Left to the collector they would make the heap grow with the number of layers. There are
 * never more than were in use at once; what is not used goes when memory is short.
 */
public final class Spares<T> {
    /** Of {@link ReadAhead#PIECE} bytes. */
    public static final Spares<byte[]> PIECES = new Spares<>();

    private final Deque<SoftReference<T>> spares = new ConcurrentLinkedDeque<>();

    /** One that was used before, with what was left in it. */
    public Optional<T> take() {
        SoftReference<T> next = spares.poll();
        while (next != null) {
            T spare = next.get();
            if (spare != null) {
                return Optional.of(spare);
            }
            next = spares.poll();
        }
        return Optional.empty();
    }

    /** Takes one that nobody uses any more. */
    public void give(T spare) {
        spares.push(new SoftReference<>(spare));
    }
}
