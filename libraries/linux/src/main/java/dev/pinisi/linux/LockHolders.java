package dev.pinisi.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who holds a {@link FileLock}, for those who tell a user whom they wait for. The kernel keeps no process with such a lock, so
 * the descriptors of all processes are looked through (proc(5), {@code /proc/PID/fdinfo}): some milliseconds, and what another
 * user's processes hold is not seen.
 */
public final class LockHolders {
    private static final Path PROC = Path.of("/proc");

    private LockHolders() {}

    /** The processes that hold a lock on the file, by their ids. */
    public static List<Integer> of(Path file) {
        List<Integer> holders = new ArrayList<>();
        String path = file.toAbsolutePath().toString();
        for (String pid : names(PROC)) {
            if (isNumber(pid) && holds(PROC.resolve(pid), path)) {
                holders.add(Integer.valueOf(pid));
            }
        }
        return holders;
    }

    /** Those in words, such as {@code process 4711 (pinisi)}; {@code another process} where nothing is known. */
    public static String describe(Path file) {
        List<Integer> holders = of(file);
        return holders.isEmpty() ? "another process" : "process " + holders.getFirst() + command(holders.getFirst());
    }

    private static String command(int pid) {
        try {
            return " (" + Files.readString(PROC.resolve(pid + "/comm")).strip() + ")";
        } catch (IOException ended) {
            return "";
        }
    }

    private static boolean holds(Path process, String file) {
        for (String descriptor : names(process.resolve("fd"))) {
            if (isLocked(process, descriptor, file)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLocked(Path process, String descriptor, String file) {
        try {
            Path open = Files.readSymbolicLink(process.resolve("fd").resolve(descriptor));
            Path info = process.resolve("fdinfo").resolve(descriptor);
            return open.toString().equals(file) && Files.readString(info).contains("\nlock:");
        } catch (IOException closed) {
            return false;
        }
    }

    private static String[] names(Path directory) {
        String[] names = directory.toFile().list();
        return names == null ? new String[0] : names;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.charAt(0) >= '1' && text.charAt(0) <= '9';
    }
}
