package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/** A range of ids: inside, outside, how many; unsigned 32 bits each. */
public record IdMapping(long containerId, long hostId, long size) {
    private static final long LARGEST = 0xffffffffL;

    static List<IdMapping> readAll(JsonCursor mappings) {
        List<IdMapping> list = new ArrayList<>();
        for (JsonCursor mapping : mappings.elements()) {
            list.add(new IdMapping(
                    number(mapping.field("containerID"), 0),
                    number(mapping.field("hostID"), 0),
                    number(mapping.field("size"), 1)));
        }
        return list;
    }

    private static long number(JsonCursor member, long least) {
        long value = member.longValue();
        if (value < least || value > LARGEST) {
            throw member.fail(value + " is not from " + least + " to " + LARGEST);
        }
        return value;
    }

    /** Whether an id inside has one outside. */
    public static boolean maps(List<IdMapping> mappings, long id) {
        return outside(mappings, id) >= 0;
    }

    /** What an id inside is outside; -1 for none. */
    public static long outside(List<IdMapping> mappings, long id) {
        for (IdMapping mapping : mappings) {
            if (id >= mapping.containerId && id < mapping.containerId + mapping.size) {
                return mapping.hostId + (id - mapping.containerId);
            }
        }
        return -1;
    }

    /** The mappings as /proc/PID/uid_map takes them. */
    public static String text(List<IdMapping> mappings) {
        StringBuilder text = new StringBuilder();
        for (IdMapping mapping : mappings) {
            text.append(mapping.containerId).append(' ').append(mapping.hostId);
            text.append(' ').append(mapping.size).append('\n');
        }
        return text.toString();
    }
}
