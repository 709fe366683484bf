package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.kernel.FileContents;
import java.util.ArrayList;
import java.util.List;

/** The options of {@code update}, as the document that {@code --resources} would name. */
final class UpdateOptions {
    static final String[] KNOWN = {
        "resources/r=",
        "blkio-weight=",
        "cpu-period=",
        "cpu-quota=",
        "cpu-burst=",
        "cpu-share=",
        "cpu-rt-period=",
        "cpu-rt-runtime=",
        "cpuset-cpus=",
        "cpuset-mems=",
        "cpu-idle=",
        "memory=",
        "memory-reservation=",
        "memory-swap=",
        "kernel-memory=",
        "kernel-memory-tcp=",
        "pids-limit=",
        "l3-cache-schema=",
        "mem-bw-schema=",
    };
    private static final String[] CPU = {
        "cpu-period",
        "period",
        "cpu-quota",
        "quota",
        "cpu-burst",
        "burst",
        "cpu-share",
        "shares",
        "cpu-rt-period",
        "realtimePeriod",
        "cpu-rt-runtime",
        "realtimeRuntime",
        "cpu-idle",
        "idle"
    };
    private static final String[] MEMORY = {
        "memory", "limit", "memory-reservation", "reservation", "memory-swap", "swap", "kernel-memory-tcp", "kernelTCP"
    };

    private final Flags flags;

    UpdateOptions(Flags flags) {
        this.flags = flags;
    }

    JsonCursor resources() {
        String file = flags.value("resources", "");
        if (!file.isEmpty()) {
            return JsonCursor.parse(FileContents.read(file.equals("-") ? "/proc/self/fd/0" : file));
        }
        JsonWriter out = new JsonWriter().object();
        out.name("cpu").object();
        numbers(out, CPU);
        text(out, "cpuset-cpus", "cpus");
        text(out, "cpuset-mems", "mems");
        out.end().name("memory").object();
        numbers(out, MEMORY);
        out.end().name("pids").object();
        numbers(out, new String[] {"pids-limit", "limit"});
        out.end().name("blockIO").object();
        numbers(out, new String[] {"blkio-weight", "weight"});
        return JsonCursor.parse(out.end().end().bytes());
    }

    /** What the container's class of service of resctrl shall have. */
    List<String> schemata() {
        List<String> lines = new ArrayList<>();
        for (String option : new String[] {"l3-cache-schema", "mem-bw-schema"}) {
            String line = flags.value(option, "");
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private void numbers(JsonWriter out, String[] optionsAndMembers) {
        for (int i = 0; i < optionsAndMembers.length; i += 2) {
            String option = optionsAndMembers[i];
            String value = flags.value(option, "");
            if (value.isEmpty()) {
                continue;
            }
            try {
                out.name(optionsAndMembers[i + 1]).value(Long.parseLong(value));
            } catch (NumberFormatException e) {
                throw new UsageException("update: --" + option + ": \"" + value + "\" is not a number");
            }
        }
    }

    private void text(JsonWriter out, String option, String member) {
        String value = flags.value(option, "");
        if (!value.isEmpty()) {
            out.name(member).value(value);
        }
    }
}
