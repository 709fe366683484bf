package dev.pinisi.oci.cli;

import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Utf8;

/** The standard output. */
final class Output {
    private Output() {}

    static void write(String text) {
        byte[] bytes = Utf8.encode(text);
        Files.write(1, bytes, bytes.length);
    }
}
