package dev.pinisi.image.internal;

import dev.pinisi.image.CancelSignal;
import dev.pinisi.image.CopyOptions;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Copies an image's layers, several at once; the first failure ends them all. */
public final class LayerCopies {
    private final Queue<ImageRecord.Layer> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final CancelSignal stop = new CancelSignal();
    private final LayerCopy copy;
    private final CopyOptions options;

    private LayerCopies(ImageSource source, ImageDestination destination, CopyOptions options) {
        this.options = options;
        copy = new LayerCopy(source, destination, options, this::isStopped);
    }

    /** Copies every layer that the destination does not have. */
    public static void copy(
            SelectedImage image, ImageSource source, ImageDestination destination, CopyOptions options) {
        new LayerCopies(source, destination, options).run(image.layers());
    }

    private void run(List<ImageRecord.Layer> layers) {
        Set<Digest> seen = new HashSet<>();
        List<ImageRecord.Layer> distinct = new ArrayList<>();
        for (ImageRecord.Layer layer : layers) {
            if (seen.add(layer.diffId())) {
                distinct.add(layer);
            }
        }
        // the largest first: none is left to be copied alone at the end
        distinct.sort(Comparator.comparingLong(
                        (ImageRecord.Layer layer) -> layer.blob().size())
                .reversed());
        waiting.addAll(distinct);
        work(Math.min(options.parallel(), distinct.size()));
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        options.cancel().check();
    }

    private void work(int workers) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i < workers; i++) {
            threads.add(Thread.ofPlatform().daemon().name("layer-" + i).start(this::copyAll));
        }
        copyAll();
        for (Thread thread : threads) {
            join(thread);
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

    private void copyAll() {
        ImageRecord.Layer layer = waiting.poll();
        while (layer != null && !isStopped()) {
            try {
                copy.copy(layer);
            } catch (RuntimeException e) {
                fail(e);
            } catch (Error e) {
                fail(new ImageException(Kind.NOT_STORED, "layer " + layer.blob().digest() + ": " + e, e));
            }
            layer = waiting.poll();
        }
    }

    private void fail(RuntimeException e) {
        failure.compareAndSet(null, e);
        stop.cancel();
    }

    private boolean isStopped() {
        return stop.isCancelled() || options.cancel().isCancelled();
    }
}
