package dev.pinisi.engine.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Cuts a log's bytes into lines, however they come. */
final class LogLines {
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    void feed(byte[] bytes, int length, LogPrinter printer) throws IOException {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                rest.write(bytes, start, i - start);
                printer.line(rest.toByteArray());
                rest.reset();
                start = i + 1;
            }
        }
        rest.write(bytes, start, length - start);
    }
}
