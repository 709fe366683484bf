package dev.pinisi.oci.events;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.cgroup.Words;
import java.util.List;

/** Processor time, in nanoseconds. */
final class CpuStatistics {
    /** Version 1 counts the shares of user and kernel in hundredths of a second, version 2 in microseconds. */
    private static final long NANOSECONDS_A_TICK = 10_000_000;

    private static final long NANOSECONDS_A_MICROSECOND = 1000;
    private static final int USER_COLUMN = 1;
    private static final int KERNEL_COLUMN = 2;
    private static final int MOST_CPUS = 8192;

    private CpuStatistics() {}

    static void first(JsonWriter out, Readings cpu, Readings accounts) {
        out.name("usage").object();
        out.name("total").value(accounts.number("cpuacct.usage"));
        numbers(
                out.name("percpu"),
                Words.split(accounts.text("cpuacct.usage_percpu").orElse("")));
        column(out.name("percpu_kernel"), accounts, KERNEL_COLUMN);
        column(out.name("percpu_user"), accounts, USER_COLUMN);
        out.name("kernel").value(accounts.number("cpuacct.stat", "system") * NANOSECONDS_A_TICK);
        out.name("user").value(accounts.number("cpuacct.stat", "user") * NANOSECONDS_A_TICK);
        out.end();
        throttling(out, cpu, cpu.number("cpu.stat", "throttled_time"));
    }

    static void unified(JsonWriter out, Readings cpu) {
        out.name("usage").object();
        out.name("total").value(cpu.number("cpu.stat", "usage_usec") * NANOSECONDS_A_MICROSECOND);
        out.name("kernel").value(cpu.number("cpu.stat", "system_usec") * NANOSECONDS_A_MICROSECOND);
        out.name("user").value(cpu.number("cpu.stat", "user_usec") * NANOSECONDS_A_MICROSECOND);
        out.end();
        throttling(out, cpu, cpu.number("cpu.stat", "throttled_usec") * NANOSECONDS_A_MICROSECOND);
        Pressure.write(out, cpu, "cpu.pressure");
    }

    /** Which processors and memory nodes, and the flags of version 1. */
    static void set(JsonWriter out, Readings readings) {
        indices(out.name("cpus"), readings.text("cpuset.cpus").orElse(""));
        indices(out.name("mems"), readings.text("cpuset.mems").orElse(""));
        String[] flags = {
            "cpu_exclusive",
            "mem_exclusive",
            "mem_hardwall",
            "memory_migrate",
            "memory_pressure",
            "memory_spread_page",
            "memory_spread_slab",
            "sched_load_balance"
        };
        for (String flag : flags) {
            out.name(flag).value(readings.number("cpuset." + flag));
        }
        String level =
                readings.text("cpuset.sched_relax_domain_level").orElse("0").trim();
        out.name("sched_relax_domain_level")
                .value(level.equals("-1") ? -1 : readings.number("cpuset.sched_relax_domain_level"));
    }

    private static void throttling(JsonWriter out, Readings cpu, long nanoseconds) {
        out.name("throttling").object();
        out.name("periods").value(cpu.number("cpu.stat", "nr_periods"));
        out.name("throttledPeriods").value(cpu.number("cpu.stat", "nr_throttled"));
        out.name("throttledTime").value(nanoseconds);
        out.end();
    }

    private static void numbers(JsonWriter out, List<String> words) {
        out.array();
        for (int i = 0; i < words.size(); i++) {
            out.value(Readings.parse(words, i));
        }
        out.end();
    }

    /** Of a table with a heading, {@code cpu user system}. */
    private static void column(JsonWriter out, Readings accounts, int column) {
        out.array();
        List<List<String>> lines = accounts.lines("cpuacct.usage_all");
        for (int i = 1; i < lines.size(); i++) {
            out.value(Readings.parse(lines.get(i), column));
        }
        out.end();
    }

    /** Each number of a list such as {@code 0-3,7}. */
    private static void indices(JsonWriter out, String list) {
        out.array();
        String text = list.trim();
        int start = 0;
        while (start < text.length()) {
            int comma = text.indexOf(',', start);
            String range = text.substring(start, comma < 0 ? text.length() : comma);
            int dash = range.indexOf('-');
            long first = Readings.parse(dash < 0 ? range : range.substring(0, dash));
            long last = dash < 0 ? first : Readings.parse(range.substring(dash + 1));
            for (long index = first; index <= Math.min(last, MOST_CPUS); index++) {
                out.value(index);
            }
            start = comma < 0 ? text.length() : comma + 1;
        }
        out.end();
    }
}
