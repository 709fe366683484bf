package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/**
 * A resource limit.
 *
 * @param type the name, {@code RLIMIT_NOFILE}
 * @param resource the kernel's number of it
 * @param soft unsigned, all ones for none
 * @param hard unsigned, all ones for none
 */
public record Rlimit(String type, int resource, long soft, long hard) {
    private static final List<String> NAMES = List.of(
            "RLIMIT_CPU",
            "RLIMIT_FSIZE",
            "RLIMIT_DATA",
            "RLIMIT_STACK",
            "RLIMIT_CORE",
            "RLIMIT_RSS",
            "RLIMIT_NPROC",
            "RLIMIT_NOFILE",
            "RLIMIT_MEMLOCK",
            "RLIMIT_AS",
            "RLIMIT_LOCKS",
            "RLIMIT_SIGPENDING",
            "RLIMIT_MSGQUEUE",
            "RLIMIT_NICE",
            "RLIMIT_RTPRIO",
            "RLIMIT_RTTIME");

    static Rlimit read(JsonCursor rlimit) {
        JsonCursor type = rlimit.field("type");
        int resource = NAMES.indexOf(type.string());
        if (resource < 0) {
            throw type.fail("unknown resource limit " + type.string());
        }
        long soft = rlimit.field("soft").unsignedLong();
        long hard = rlimit.field("hard").unsignedLong();
        if (Long.compareUnsigned(soft, hard) > 0) {
            throw rlimit.field("soft").fail("is above the hard limit");
        }
        return new Rlimit(type.string(), resource, soft, hard);
    }
}
