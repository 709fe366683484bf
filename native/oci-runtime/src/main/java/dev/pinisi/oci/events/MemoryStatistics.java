package dev.pinisi.oci.events;

import dev.pinisi.json.JsonWriter;
import java.util.List;

/** Memory, in bytes. */
final class MemoryStatistics {
    private MemoryStatistics() {}

    static void first(JsonWriter out, Readings memory) {
        out.name("cache").value(memory.number("memory.stat", "cache"));
        entry(out, "usage", memory, "memory.");
        entry(out, "swap", memory, "memory.memsw.");
        entry(out, "kernel", memory, "memory.kmem.");
        entry(out, "kernelTCP", memory, "memory.kmem.tcp.");
        raw(out, memory);
    }

    /** Swap includes memory, as in version 1. */
    static void unified(JsonWriter out, Readings memory) {
        long used = memory.number("memory.current");
        out.name("cache").value(memory.number("memory.stat", "file"));
        out.name("usage").object();
        memory.limit(out, "limit", "memory.max");
        out.name("usage").value(used);
        out.name("max").value(memory.number("memory.peak"));
        out.name("failcnt").value(memory.number("memory.events", "max"));
        out.end().name("swap").object();
        boolean unlimited = memory.text("memory.swap.max").orElse("max").trim().equals("max")
                || memory.text("memory.max").orElse("max").trim().equals("max");
        if (unlimited) {
            memory.limit(out, "limit", "memory.swap.max");
        } else {
            out.name("limit").value(memory.number("memory.max") + memory.number("memory.swap.max"));
        }
        out.name("usage").value(used + memory.number("memory.swap.current"));
        out.name("failcnt").value(memory.number("memory.swap.events", "fail"));
        out.end();
        raw(out, memory);
        Pressure.write(out, memory, "memory.pressure");
    }

    private static void entry(JsonWriter out, String member, Readings memory, String prefix) {
        out.name(member).object();
        memory.limit(out, "limit", prefix + "limit_in_bytes");
        out.name("usage").value(memory.number(prefix + "usage_in_bytes"));
        out.name("max").value(memory.number(prefix + "max_usage_in_bytes"));
        out.name("failcnt").value(memory.number(prefix + "failcnt"));
        out.end();
    }

    private static void raw(JsonWriter out, Readings memory) {
        out.name("raw").object();
        for (List<String> line : memory.lines("memory.stat")) {
            out.name(line.get(0)).value(Readings.parse(line, 1));
        }
        out.end();
    }
}
