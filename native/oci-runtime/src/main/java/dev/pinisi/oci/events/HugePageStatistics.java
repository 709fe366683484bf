package dev.pinisi.oci.events;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.cgroup.CgroupFiles;

/** Huge pages in use, in bytes, by their size. */
final class HugePageStatistics {
    private static final String SIZES = "/sys/kernel/mm/hugepages";
    private static final String PREFIX = "hugepages-";
    private static final String[] UNITS = {"KB", "MB", "GB"};

    private HugePageStatistics() {}

    static void write(JsonWriter out, Readings hugetlb, CgroupFiles files) {
        for (String name : files.children(SIZES)) {
            if (!name.startsWith(PREFIX)) {
                continue;
            }
            String size = size(Readings.parse(name.substring(PREFIX.length())));
            String file = "hugetlb." + size + ".";
            boolean unified = hugetlb.text(file + "current").isPresent();
            out.name(size).object();
            out.name("usage").value(hugetlb.number(file + (unified ? "current" : "usage_in_bytes")));
            if (!unified) {
                out.name("max").value(hugetlb.number(file + "max_usage_in_bytes"));
            }
            long failures = unified ? hugetlb.number(file + "events", "max") : hugetlb.number(file + "failcnt");
            out.name("failcnt").value(failures);
            out.end();
        }
    }

    /** As in the names of control group files: 2048 kB is 2MB. */
    static String size(long kilobytes) {
        long number = kilobytes;
        int unit = 0;
        while (unit + 1 < UNITS.length && number % 1024 == 0 && number > 0) {
            number /= 1024;
            unit++;
        }
        return number + UNITS[unit];
    }
}
