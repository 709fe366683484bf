package dev.pinisi.engine;

import java.util.List;

/**
 * What the removal of an image did.
 *
 * @param untagged names that are gone
 * @param deleted the ids of images that are gone
 * @param bytes of the files of the layers that went with them
 */
public record RemovedImage(List<String> untagged, List<String> deleted, long bytes) {}
