package dev.pinisi.engine;

import java.util.List;

/**
 * A layer, and what stands on it.
 *
 * @param diffId {@code sha256:…}, of its uncompressed archive
 * @param size bytes of its archive, uncompressed
 * @param topOf the names of the images that it is the topmost layer of
 * @param above the layers that are directly on this one, in other images too if those were asked for
 */
public record ImageLayer(String diffId, long size, List<String> topOf, List<ImageLayer> above) {}
