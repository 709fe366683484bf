package dev.pinisi.oci.events;

import dev.pinisi.json.JsonWriter;
import java.util.List;

/** Bytes to and from block devices, and the number of requests. */
final class BlockIoStatistics {
    private BlockIoStatistics() {}

    /** By the scheduler BFQ where it is in use, else by the throttle. */
    static void first(JsonWriter out, Readings blkio) {
        boolean bfq = blkio.lines("blkio.bfq.io_serviced_recursive").size() > 1;
        String prefix = bfq ? "blkio.bfq." : "blkio.throttle.";
        entries(out, "ioServiceBytesRecursive", blkio.lines(prefix + "io_service_bytes_recursive"));
        entries(out, "ioServicedRecursive", blkio.lines(prefix + "io_serviced_recursive"));
        if (bfq) {
            entries(out, "ioQueueRecursive", blkio.lines(prefix + "io_queued_recursive"));
            entries(out, "ioServiceTimeRecursive", blkio.lines(prefix + "io_service_time_recursive"));
            entries(out, "ioWaitTimeRecursive", blkio.lines(prefix + "io_wait_time_recursive"));
            entries(out, "ioMergedRecursive", blkio.lines(prefix + "io_merged_recursive"));
        }
    }

    static void unified(JsonWriter out, Readings io) {
        List<List<String>> devices = io.lines("io.stat");
        out.name("ioServiceBytesRecursive").array();
        keyed(out, devices, "rbytes=", "Read");
        keyed(out, devices, "wbytes=", "Write");
        out.end().name("ioServicedRecursive").array();
        keyed(out, devices, "rios=", "Read");
        keyed(out, devices, "wios=", "Write");
        out.end();
        Pressure.write(out, io, "io.pressure");
    }

    /** Lines of {@code 8:0 Read 4096}; the total of all devices at the end is left out. */
    private static void entries(JsonWriter out, String member, List<List<String>> lines) {
        if (lines.size() <= 1) {
            return;
        }
        out.name(member).array();
        for (List<String> line : lines) {
            if (line.size() == 3) {
                entry(out, line.get(0), line.get(1), Readings.parse(line, 2));
            }
        }
        out.end();
    }

    /** Lines of {@code 8:0 rbytes=4096 wbytes=0}. */
    private static void keyed(JsonWriter out, List<List<String>> devices, String key, String operation) {
        for (List<String> device : devices) {
            for (String word : device) {
                if (word.startsWith(key)) {
                    long value = Readings.parse(word.substring(key.length()));
                    entry(out, device.get(0), operation, value);
                }
            }
        }
    }

    private static void entry(JsonWriter out, String device, String operation, long value) {
        int colon = Math.max(device.indexOf(':'), 0);
        out.object();
        out.name("major").value(Readings.parse(device.substring(0, colon)));
        out.name("minor").value(Readings.parse(device.substring(colon + 1)));
        out.name("op").value(operation);
        out.name("value").value(value);
        out.end();
    }
}
