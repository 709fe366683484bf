package dev.pinisi.image;

import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Manifest;

/** Told how a copy goes. Called from several threads at once; must not block. */
public interface ProgressListener {
    /** Wants to know nothing. */
    ProgressListener SILENT = new ProgressListener() {};

    /** How a layer's copy ended. */
    enum Outcome {
        /** It was there already. */
        PRESENT,
        /** It was fetched. */
        COPIED,
        /** It failed, or another layer did. */
        FAILED
    }

    /** A layer's bytes are about to come. Layers that are there are only told as {@link #layerDone}. */
    default void layerStarted(Descriptor layer) {}

    /**
     * Bytes of the layer came.
     *
     * @param bytes of this layer so far, of {@code layer.size()}
     */
    default void layerProgress(Descriptor layer, long bytes) {}

    /**
     * Another process writes the layer at the moment; this copy waits for it.
     *
     * @param writer who, in words for a user
     */
    default void layerWaits(Descriptor layer, String writer) {}

    /** The layer is done with. */
    default void layerDone(Descriptor layer, Outcome outcome) {}

    /** Only what is missing of the layer is fetched: so many bytes. */
    default void layerPartial(Descriptor layer, long bytes) {}

    /** A layer with a table of contents is fetched as a whole all the same. */
    default void layerWhole(Descriptor layer, String reason) {}

    /** The place has the image already, and nothing is copied. */
    default void present(Manifest manifest) {}

    /** A transfer broke and is tried again. */
    default void retrying(String what, String reason) {}

    /** A registry has something to say to its users, such as that it will be shut down. */
    default void warning(String registry, String text) {}
}
