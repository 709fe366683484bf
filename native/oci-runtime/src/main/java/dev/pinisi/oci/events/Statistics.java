package dev.pinisi.oci.events;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.cgroup.CgroupFiles;
import dev.pinisi.oci.cgroup.CgroupPlace;
import java.util.Optional;

/** A container's statistics, as runc's {@code events} has them: the same names and units, from version 1 and 2. */
public final class Statistics {
    private final CgroupPlace place;
    private final CgroupFiles files;

    public Statistics(CgroupPlace place, CgroupFiles files) {
        this.place = place;
        this.files = files;
    }

    /** One event of type "stats", without a line end. */
    public String event(String id) {
        JsonWriter out = new JsonWriter().object();
        out.name("type").value("stats").name("id").value(id);
        out.name("data").object();
        write(out);
        return out.end().end().toString();
    }

    private void write(JsonWriter out) {
        out.name("cpu").object();
        cpu(out);
        out.end().name("cpuset").object();
        of("cpuset").ifPresent(readings -> CpuStatistics.set(out, readings));
        out.end().name("memory").object();
        memory(out);
        out.end().name("pids").object();
        of("pids").ifPresent(readings -> pids(out, readings));
        out.end().name("blkio").object();
        blockIo(out);
        out.end().name("hugetlb").object();
        of("hugetlb").ifPresent(readings -> HugePageStatistics.write(out, readings, files));
        out.end().name("intel_rdt").object().end();
        out.name("network_interfaces").json("null");
    }

    private void cpu(JsonWriter out) {
        Optional<String> first = place.directory("cpu");
        if (first.isPresent()) {
            Readings accounts = new Readings(files, place.directory("cpuacct").orElse(first.get()));
            CpuStatistics.first(out, new Readings(files, first.get()), accounts);
        } else {
            of("cpu").ifPresent(readings -> CpuStatistics.unified(out, readings));
        }
    }

    private void memory(JsonWriter out) {
        if (place.directory("memory").isPresent()) {
            MemoryStatistics.first(out, of("memory").orElseThrow());
        } else {
            of("memory").ifPresent(readings -> MemoryStatistics.unified(out, readings));
        }
    }

    private void blockIo(JsonWriter out) {
        if (place.directory("blkio").isPresent()) {
            BlockIoStatistics.first(out, of("blkio").orElseThrow());
        } else {
            of("io").ifPresent(readings -> BlockIoStatistics.unified(out, readings));
        }
    }

    private static void pids(JsonWriter out, Readings readings) {
        out.name("current").value(readings.number("pids.current"));
        long limit = readings.number("pids.max");
        if (limit != 0) {
            out.name("limit").value(limit);
        }
    }

    /** Where a controller's files are, in version 1 or 2. */
    private Optional<Readings> of(String controller) {
        Optional<String> first = place.directory(controller);
        return (first.isPresent() ? first : place.unified()).map(directory -> new Readings(files, directory));
    }
}
