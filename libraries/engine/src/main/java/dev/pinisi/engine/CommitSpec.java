package dev.pinisi.engine;

import java.util.List;

/**
 * How an image is made of a container.
 *
 * @param name of the image; empty for none
 * @param changes instructions of a Containerfile that change the configuration, such as {@code ENV A=b}
 * @param author empty for the image's
 * @param message empty for none
 * @param pause whether the container stands still meanwhile
 * @param includeVolumes whether what the user mounted becomes volumes of the image
 * @param squash whether all files become one layer
 * @param docker whether it is an image of Docker's format, not of OCI's
 */
public record CommitSpec(
        String name,
        List<String> changes,
        String author,
        String message,
        boolean pause,
        boolean includeVolumes,
        boolean squash,
        boolean docker) {}
