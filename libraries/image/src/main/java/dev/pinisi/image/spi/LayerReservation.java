package dev.pinisi.image.spi;

/** What {@link ImageDestination#reserveLayer} found: the layer, or the task of writing it. */
public sealed interface LayerReservation permits LayerReservation.Present, LayerWriter {

    /** The layer is there; nothing is to be written. */
    record Present() implements LayerReservation {}
}
