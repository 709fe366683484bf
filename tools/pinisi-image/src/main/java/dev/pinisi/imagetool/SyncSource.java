package dev.pinisi.imagetool;

import dev.pinisi.image.spi.ImageTransport;
import java.util.List;

/**
 * Images that are reached in one way.
 *
 * @param images their locations, {@code docker://NAME} or {@code dir:PATH}
 * @param base the directory that they were found in; empty for a registry's
 */
record SyncSource(ImageTransport.Context context, List<String> images, String base) {}
