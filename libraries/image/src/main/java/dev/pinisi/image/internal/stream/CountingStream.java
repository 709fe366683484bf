package dev.pinisi.image.internal.stream;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ProgressListener;
import dev.pinisi.spec.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** Tells a listener how much of a layer was read, and stops when the copy is given up. */
public final class CountingStream extends BlockFilter {
    private final Descriptor layer;
    private final ProgressListener listener;
    private final BooleanSupplier stopped;
    private long count;

    public CountingStream(InputStream source, Descriptor layer, ProgressListener listener, BooleanSupplier stopped) {
        super(source);
        this.layer = layer;
        this.listener = listener;
        this.stopped = stopped;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (stopped.getAsBoolean()) {
            throw new ImageException(Kind.CANCELLED, "cancelled");
        }
        int read = super.read(target, offset, length);
        if (read > 0) {
            count += read;
            listener.layerProgress(layer, count);
        }
        return read;
    }
}
