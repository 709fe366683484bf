package dev.pinisi.image.spi;

/** What {@link ImageDestination#reserveLayer} found: the layer, another writer of it, or the task of writing it. */
public sealed interface LayerReservation permits LayerReservation.Present, LayerReservation.Busy, LayerWriter {

    /** The layer is there; nothing is to be written. */
    record Present() implements LayerReservation {}

    /**
     * Another thread or process was still writing it when the patience ended.
     *
     * @param writer who, in words for a user, such as {@code process 4711 (pinisi)}
     */
    record Busy(String writer) implements LayerReservation {}
}
