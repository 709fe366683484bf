package dev.pinisi.image.internal.registry;

import java.io.IOException;

/** The ranges of the distribution API, {@code 0-1023}, which lack the unit that HTTP's have. */
final class ByteRange {
    private ByteRange() {}

    /**
     * How many bytes an upload has received.
     *
     * <p>docker-registry says {@code 0-0} for nothing and for one byte; what was received is asked for after a failure
     * only, where sending the first byte again is refused with 416 and asked about once more. Nothing is taken for it.
     *
     * @param range the header's value: the first and the last byte that were received; empty for none
     */
    static long received(String range) throws IOException {
        String text = range.startsWith("bytes=") ? range.substring("bytes=".length()) : range;
        if (text.isEmpty()) {
            return 0;
        }
        int dash = text.indexOf('-');
        try {
            long first = dash < 0 ? -1 : Long.parseLong(text.substring(0, dash));
            long last = dash < 0 ? -1 : Long.parseLong(text.substring(dash + 1));
            if (first == 0 && last >= 0 && last < Long.MAX_VALUE) {
                return last == 0 ? 0 : last + 1;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IOException("the registry says it has the range \"" + range + "\"");
    }
}
