package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of {@code linux.resources.devices}: which uses of which devices to allow or refuse.
 *
 * @param types {@link #BLOCK}, {@link #CHARACTER} or both
 * @param major -1 for all
 * @param minor -1 for all
 * @param access {@link #MKNOD}, {@link #READ}, {@link #WRITE}, or'ed
 */
record DeviceRule(boolean allow, int types, long major, long minor, int access, String source) {
    /** The numbers are those of {@code BPF_DEVCG_*}. */
    static final int BLOCK = 1;

    static final int CHARACTER = 2;
    static final int ANY_TYPE = BLOCK | CHARACTER;
    static final int MKNOD = 1;
    static final int READ = 2;
    static final int WRITE = 4;
    static final int ANY_ACCESS = MKNOD | READ | WRITE;

    /** Majors and minors of the devices that every container has: null, zero, full, random, urandom, tty, ptmx, pts. */
    private static final int[] ALWAYS = {1, 3, 1, 5, 1, 7, 1, 8, 1, 9, 5, 0, 5, 2, 136, -1};

    /** Whether it is about all devices in every way: what was said before does not count any more. */
    boolean coversAll() {
        return types == ANY_TYPE && major < 0 && minor < 0 && access == ANY_ACCESS;
    }

    /** Those of the configuration, and unless it allows all, behind them those that every container needs. */
    static List<DeviceRule> read(JsonCursor devices) {
        List<DeviceRule> rules = new ArrayList<>();
        rules.add(new DeviceRule(false, ANY_TYPE, -1, -1, ANY_ACCESS, devices.path()));
        for (JsonCursor device : devices.elements()) {
            DeviceRule rule = readOne(device);
            if (rule.coversAll()) {
                rules.clear();
            }
            rules.add(rule);
        }
        if (!rules.get(0).allow()) {
            addAlways(rules, devices.path());
        }
        return rules;
    }

    /** Nodes may be made of any device: to use one is another matter. */
    private static void addAlways(List<DeviceRule> rules, String source) {
        rules.add(new DeviceRule(true, CHARACTER, -1, -1, MKNOD, source));
        rules.add(new DeviceRule(true, BLOCK, -1, -1, MKNOD, source));
        for (int i = 0; i < ALWAYS.length; i += 2) {
            rules.add(new DeviceRule(true, CHARACTER, ALWAYS[i], ALWAYS[i + 1], ANY_ACCESS, source));
        }
    }

    private static DeviceRule readOne(JsonCursor device) {
        return new DeviceRule(
                device.field("allow").bool(),
                types(device.field("type")),
                number(device.field("major")),
                number(device.field("minor")),
                access(device.field("access")),
                device.path());
    }

    private static int types(JsonCursor type) {
        return switch (type.stringOr("a")) {
            case "a", "" -> ANY_TYPE;
            case "b" -> BLOCK;
            case "c", "u" -> CHARACTER;
            default -> throw type.fail("\"" + type.string() + "\" is not a, b or c");
        };
    }

    private static long number(JsonCursor number) {
        long value = number.longOr(-1);
        if (value < -1 || value > Integer.MAX_VALUE) {
            throw number.fail(value + " is not a device number");
        }
        return value;
    }

    private static int access(JsonCursor access) {
        String letters = access.stringOr("");
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            bits |= switch (letters.charAt(i)) {
                case 'r' -> READ;
                case 'w' -> WRITE;
                case 'm' -> MKNOD;
                default -> throw access.fail("\"" + letters + "\" is not made of r, w and m");
            };
        }
        return bits == 0 ? ANY_ACCESS : bits;
    }
}
