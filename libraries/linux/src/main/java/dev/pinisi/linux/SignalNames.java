package dev.pinisi.linux;

import java.util.Locale;
import java.util.OptionalInt;

/** The names of the signals, signal(7), as command lines spell them. */
public final class SignalNames {
    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };
    private static final int SIGRTMIN = 34;
    private static final int SIGRTMAX = 64;

    private SignalNames() {}

    /**
     * The number of {@code 15}, {@code TERM}, {@code SIGTERM}, {@code sigterm}, {@code RTMIN+3}, {@code SIGRTMAX-1}.
     *
     * @return empty if there is no such signal
     */
    public static OptionalInt number(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        for (int signal = 1; signal < NAMES.length; signal++) {
            if (NAMES[signal].equals(name)) {
                return OptionalInt.of(signal);
            }
        }
        return switch (name) {
            case "RTMIN" -> OptionalInt.of(SIGRTMIN);
            case "RTMAX" -> OptionalInt.of(SIGRTMAX);
            case "IOT" -> OptionalInt.of(6);
            case "CLD" -> OptionalInt.of(17);
            case "POLL" -> OptionalInt.of(29);
            default -> numeric(name, text);
        };
    }

    /** {@code SIGTERM}; {@code SIGRTMIN+3}; the number itself if the signal has no name. */
    public static String name(int signal) {
        if (signal > 0 && signal < NAMES.length) {
            return "SIG" + NAMES[signal];
        }
        if (signal >= SIGRTMIN && signal <= SIGRTMAX) {
            return signal == SIGRTMIN ? "SIGRTMIN" : "SIGRTMIN+" + (signal - SIGRTMIN);
        }
        return Integer.toString(signal);
    }

    private static OptionalInt numeric(String name, String text) {
        if (name.startsWith("RTMIN+")) {
            return offset(name.substring(6), SIGRTMIN, 1);
        }
        if (name.startsWith("RTMAX-")) {
            return offset(name.substring(6), SIGRTMAX, -1);
        }
        return offset(text, 0, 1);
    }

    private static OptionalInt offset(String digits, int base, int direction) {
        if (digits.isEmpty() || digits.length() > 2) {
            return OptionalInt.empty();
        }
        int value = 0;
        for (int index = 0; index < digits.length(); index++) {
            char digit = digits.charAt(index);
            if (digit < '0' || digit > '9') {
                return OptionalInt.empty();
            }
            value = value * 10 + digit - '0';
        }
        int signal = base + direction * value;
        boolean exists = signal >= Math.max(1, base == 0 ? 1 : SIGRTMIN) && signal <= SIGRTMAX;
        return exists ? OptionalInt.of(signal) : OptionalInt.empty();
    }
}
