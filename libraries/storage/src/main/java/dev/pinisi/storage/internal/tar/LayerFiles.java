package dev.pinisi.storage.internal.tar;

import java.nio.charset.StandardCharsets;

/** The names in a layer's directory. */
final class LayerFiles {
    static final byte[] TREE = "tree".getBytes(StandardCharsets.US_ASCII);
    static final byte[] REPLACED = "replaced".getBytes(StandardCharsets.US_ASCII);
    static final byte[] HEADERS = "tar-headers".getBytes(StandardCharsets.US_ASCII);

    private LayerFiles() {}
}
