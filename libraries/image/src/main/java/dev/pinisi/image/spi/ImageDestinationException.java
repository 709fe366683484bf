package dev.pinisi.image.spi;

/** The place that takes an image could not take a part of it. */
public class ImageDestinationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, what happened, what to do
     */
    public ImageDestinationException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, what happened, what to do
     */
    public ImageDestinationException(String message, Throwable cause) {
        super(message, cause);
    }
}
