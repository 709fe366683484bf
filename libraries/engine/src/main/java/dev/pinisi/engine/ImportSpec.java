package dev.pinisi.engine;

import java.util.List;

/**
 * How an image is made of an archive of files.
 *
 * @param name of the image; empty for none
 * @param changes instructions of a Containerfile that change the configuration, such as {@code ENV A=b}
 * @param message empty for none
 * @param os empty for this host's
 * @param architecture empty for this host's
 * @param variant of the architecture; empty for none
 */
public record ImportSpec(
        String name, List<String> changes, String message, String os, String architecture, String variant) {}
