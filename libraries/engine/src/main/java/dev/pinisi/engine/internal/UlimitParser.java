package dev.pinisi.engine.internal;

import dev.pinisi.engine.Ulimit;
import java.util.List;

/** Reads {@code --ulimit}: {@code name=soft[:hard]} or {@code host}. */
public final class UlimitParser {
    private static final List<String> NAMES = List.of(
            "as",
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    private UlimitParser() {}

    public static Ulimit parse(String text) {
        if (text.equals("host")) {
            return new Ulimit("host", -1, -1);
        }
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw Invalid.option("--ulimit", text, "must be NAME=SOFT[:HARD]");
        }
        String name = text.substring(0, equals);
        if (!NAMES.contains(name)) {
            throw Invalid.option("--ulimit", text, "there is no limit " + name + "; see getrlimit(2)");
        }
        int colon = text.indexOf(':', equals);
        long soft = limit(text, text.substring(equals + 1, colon < 0 ? text.length() : colon));
        long hard = colon < 0 ? soft : limit(text, text.substring(colon + 1));
        if (hard >= 0 && (soft < 0 || soft > hard)) {
            throw Invalid.option("--ulimit", text, "the soft limit exceeds the hard one");
        }
        return new Ulimit(name, soft, hard);
    }

    private static long limit(String option, String number) {
        try {
            return Math.max(-1, Long.parseLong(number));
        } catch (NumberFormatException e) {
            throw Invalid.option("--ulimit", option, number + " is not a number; -1 means no limit");
        }
    }
}
