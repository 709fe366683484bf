package dev.pinisi.engine;

import dev.pinisi.image.ProgressListener;

/** Told how a pull goes. Called from several threads at once; must not block. */
public interface PullListener extends ProgressListener {
    /** A source is about to be asked for the image; not told of an image that is there. */
    default void trying(String source) {}
}
