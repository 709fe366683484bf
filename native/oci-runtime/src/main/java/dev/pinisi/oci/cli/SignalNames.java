package dev.pinisi.oci.cli;

/** Signals by name or number. */
final class SignalNames {
    private static final String[] NAMES = {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };
    private static final int FIRST_REALTIME = 34;
    private static final int LAST = 64;

    private SignalNames() {}

    /** {@code TERM}, {@code SIGTERM}, {@code term}, {@code 15}, {@code RTMIN+3}. */
    static int parse(String text) {
        String name = startsWith(text, "SIG") ? text.substring(3) : text;
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equalsIgnoreCase(name)) {
                return i + 1;
            }
        }
        int number = number(name);
        if (startsWith(name, "RTMIN")) {
            number = realtime(name.substring(5), FIRST_REALTIME, '+');
        } else if (startsWith(name, "RTMAX")) {
            number = realtime(name.substring(5), LAST, '-');
        }
        if (number < 0 || number > LAST) {
            throw new UsageException("unknown signal \"" + text + "\"");
        }
        return number;
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static int realtime(String offset, int base, char sign) {
        if (offset.isEmpty()) {
            return base;
        }
        int number = offset.charAt(0) == sign ? number(offset.substring(1)) : -1;
        int signal = sign == '+' ? base + number : base - number;
        return number < 0 || signal < FIRST_REALTIME ? -1 : signal;
    }

    private static int number(String text) {
        int value = text.isEmpty() ? -1 : 0;
        for (int i = 0; i < text.length() && i < 4; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
