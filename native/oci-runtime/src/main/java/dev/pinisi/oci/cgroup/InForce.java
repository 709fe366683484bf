package dev.pinisi.oci.cgroup;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a change of limits does not mention, but what is written together with what it does mention. */
final class InForce {
    private static final long NONE = -1;

    private final CgroupPlace place;
    private final CgroupFiles files;

    private InForce(CgroupPlace place, CgroupFiles files) {
        this.place = place;
        this.files = files;
    }

    /**
     * Resources with such limits as they are now: the one on memory, which that on memory and swap together includes,
     * and version 2's CPU quota, which is in one file with its period.
     */
    static JsonCursor completed(JsonCursor resources, CgroupPlace place, CgroupFiles files) {
        InForce now = new InForce(place, files);
        JsonCursor completed = resources;
        if (isSet(resources, "memory", "swap") && !isSet(resources, "memory", "limit")) {
            completed = with(completed, "memory", "limit", now.memoryLimit());
        }
        if (isSet(resources, "cpu", "period") && !isSet(resources, "cpu", "quota")) {
            completed = with(completed, "cpu", "quota", now.quota());
        }
        return completed;
    }

    private static boolean isSet(JsonCursor resources, String kind, String member) {
        return resources.field(kind).field(member).longOr(0) != 0;
    }

    private long memoryLimit() {
        Optional<String> first = place.directory("memory");
        return number(
                first.isPresent()
                        ? first.get() + "/memory.limit_in_bytes"
                        : place.unified().orElse("") + "/memory.max");
    }

    private long quota() {
        Optional<String> first = place.directory("cpu");
        return number(
                first.isPresent()
                        ? first.get() + "/cpu.cfs_quota_us"
                        : place.unified().orElse("") + "/cpu.max");
    }

    /** The first number in a file; "max", or a file that is not there, is no limit. */
    private long number(String file) {
        String text = files.read(file).orElse("");
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? NONE : Long.parseLong(text.substring(0, end));
    }

    private static JsonCursor with(JsonCursor resources, String kind, String member, long value) {
        Map<String, Json> changed = new LinkedHashMap<>(members(resources.json()));
        Map<String, Json> limits =
                new LinkedHashMap<>(members(resources.field(kind).json()));
        limits.put(member, new Json.Num(Long.toString(value)));
        changed.put(kind, new Json.Obj(limits));
        return JsonCursor.of(new Json.Obj(changed));
    }

    private static Map<String, Json> members(Json object) {
        return object instanceof Json.Obj members ? members.members() : Map.of();
    }
}
