package dev.pinisi.engine.internal;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.linux.ProcessIdentity;
import java.time.Instant;

/**
 * One run of a container, from its start on.
 *
 * @param process its first process
 * @param monitor the process that waits for it and records its exit status
 */
record StartRecord(ProcessIdentity process, ProcessIdentity monitor, Instant started) {
    byte[] write() {
        JsonWriter out = new JsonWriter().object();
        out.name("pid").value(process.pid()).name("pidStart").value(process.startTime());
        out.name("monitor").value(monitor.pid()).name("monitorStart").value(monitor.startTime());
        return out.name("started").value(Times.nanos(started)).end().bytes();
    }

    static StartRecord read(byte[] bytes) {
        JsonCursor json = JsonCursor.parse(bytes);
        return new StartRecord(
                new ProcessIdentity(
                        json.field("pid").intValue(), json.field("pidStart").longValue()),
                new ProcessIdentity(
                        json.field("monitor").intValue(),
                        json.field("monitorStart").longValue()),
                Times.ofNanos(json.field("started").longValue()));
    }
}
