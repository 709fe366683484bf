package dev.pinisi.engine;

import java.time.Instant;
import java.util.List;

/**
 * A step in which an image was made.
 *
 * @param id the image that ends with this step, 64 hexadecimal digits; {@code <missing>} if none here does
 * @param tags names of that image
 * @param created when
 * @param createdBy the command
 * @param size bytes of its layer's archive, uncompressed; 0 for a step without a layer
 * @param comment empty for none
 */
public record HistoryStep(String id, List<String> tags, Instant created, String createdBy, long size, String comment) {}
