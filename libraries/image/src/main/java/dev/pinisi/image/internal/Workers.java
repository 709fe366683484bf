package dev.pinisi.image.internal;

import dev.pinisi.image.CancelSignal;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does pieces of work several at once; the first failure ends them all. */
public final class Workers {
    private final CancelSignal cancel;
    private final CancelSignal stop = new CancelSignal();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /**
     * @param cancel the caller's
     */
    public Workers(CancelSignal cancel) {
        this.cancel = cancel;
    }

    /** Whether what is being done should end. */
    public boolean isStopped() {
        return stop.isCancelled() || cancel.isCancelled();
    }

    /**
     * Does the work for each of the items, in their order, so many at once, and returns when nothing is being done any
     * more.
     *
     * @throws RuntimeException the first failure
     */
    public <T> void run(List<T> items, int parallel, Consumer<T> work) {
        Queue<T> waiting = new ConcurrentLinkedQueue<>(items);
        Runnable worker = () -> workOff(waiting, work);
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i < Math.min(parallel, items.size()); i++) {
            threads.add(Thread.ofPlatform().daemon().name("layer-" + i).start(worker));
        }
        worker.run();
        for (Thread thread : threads) {
            join(thread);
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        cancel.check();
    }

    private <T> void workOff(Queue<T> waiting, Consumer<T> work) {
        T item = waiting.poll();
        while (item != null && !isStopped()) {
            try {
                work.accept(item);
            } catch (RuntimeException e) {
                fail(e);
            } catch (Error e) {
                fail(new ImageException(Kind.NOT_STORED, item + ": " + e, e));
            }
            item = waiting.poll();
        }
    }

    /** Waits for the worker's end; interrupted, tells all to stop and goes on waiting, so that nothing is left behind. */
    private void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                fail(new ImageException(Kind.CANCELLED, "interrupted", e));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(RuntimeException e) {
        failure.compareAndSet(null, e);
        stop.cancel();
    }
}
