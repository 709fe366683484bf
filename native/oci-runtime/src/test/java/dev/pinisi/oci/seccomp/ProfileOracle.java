package dev.pinisi.oci.seccomp;

import java.util.List;
import java.util.Random;

/** A profile as test data, and what it means by the specification's words, without compiling anything. */
record ProfileOracle(int defaultErrno, List<Entry> entries) {
    static final int ERRNO = 0x00050000;
    static final int ALLOW = 0x7fff0000;
    private static final List<String> OPERATORS = List.of("NE", "LT", "LE", "EQ", "GE", "GT", "MASKED_EQ");

    /** @param errno what the call fails with; -1 to allow it */
    record Entry(String name, int errno, List<Arg> args) {}

    record Arg(int index, String operator, long value, long valueTwo) {
        boolean holds(long argument) {
            int order = Long.compareUnsigned(argument, value);
            return switch (operator) {
                case "NE" -> order != 0;
                case "LT" -> order < 0;
                case "LE" -> order <= 0;
                case "EQ" -> order == 0;
                case "GE" -> order >= 0;
                case "GT" -> order > 0;
                default -> (argument & value) == (valueTwo & value);
            };
        }
    }

    static ProfileOracle random(Random random, List<String> names, int size) {
        Entry[] entries = new Entry[size];
        for (int i = 0; i < size; i++) {
            Arg[] args = new Arg[random.nextInt(size + 5) < 3 ? 0 : 1 + random.nextInt(3)];
            int firstIndex = random.nextInt(6);
            for (int a = 0; a < args.length; a++) {
                String operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
                args[a] = new Arg((firstIndex + a) % 6, operator, value(random), value(random));
            }
            String name = names.get(random.nextInt(names.size()));
            entries[i] = new Entry(name, random.nextInt(4) - 1, List.of(args));
        }
        return new ProfileOracle(1, List.of(entries));
    }

    /** Few different values, so that comparisons meet their borders often; all 64 bits in use. */
    static long value(Random random) {
        long high = random.nextBoolean() ? random.nextInt(3) - 1 : 0;
        return high << 32 | (random.nextInt(4) - 1) & 0xffffffffL;
    }

    String json(String architectures) {
        StringBuilder json = new StringBuilder("{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultErrnoRet\":")
                .append(defaultErrno)
                .append(",\"architectures\":[")
                .append(architectures)
                .append("],\"syscalls\":[");
        for (int i = 0; i < entries.size(); i++) {
            json.append(i == 0 ? "" : ",");
            append(json, entries.get(i));
        }
        return json.append("]}").toString();
    }

    private static void append(StringBuilder json, Entry entry) {
        json.append("{\"names\":[\"").append(entry.name()).append("\"],\"action\":\"SCMP_ACT_");
        json.append(entry.errno() < 0 ? "ALLOW\"" : "ERRNO\",\"errnoRet\":" + entry.errno());
        json.append(",\"args\":[");
        String comma = "";
        for (Arg arg : entry.args()) {
            json.append(comma).append("{\"index\":").append(arg.index());
            json.append(",\"value\":").append(Long.toUnsignedString(arg.value()));
            json.append(",\"valueTwo\":").append(Long.toUnsignedString(arg.valueTwo()));
            json.append(",\"op\":\"SCMP_CMP_").append(arg.operator()).append("\"}");
            comma = ",";
        }
        json.append("]}");
    }

    /** What the filter is to return for that call; the name is one that the profile may or may not have. */
    int verdict(String name, long... arguments) {
        Entry chosen = null;
        for (Entry entry : entries) {
            if (!entry.name().equals(name) || entry.errno() == defaultErrno) {
                continue;
            }
            if (entry.args().isEmpty()) {
                return action(entry.errno());
            }
            if (chosen == null && holds(entry, arguments)) {
                chosen = entry;
            }
        }
        return action(chosen == null ? defaultErrno : chosen.errno());
    }

    private static boolean holds(Entry entry, long[] arguments) {
        for (Arg arg : entry.args()) {
            if (!arg.holds(arguments[arg.index()])) {
                return false;
            }
        }
        return true;
    }

    private static int action(int errno) {
        return errno < 0 ? ALLOW : ERRNO | errno;
    }
}
