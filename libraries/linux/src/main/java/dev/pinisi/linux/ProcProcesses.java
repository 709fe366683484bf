package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.OptionalLong;

/** Reads /proc/PID/stat, proc(5). */
final class ProcProcesses implements Processes {
    static final ProcProcesses INSTANCE = new ProcProcesses();

    private static final int MAXIMUM_SIZE = 4096;
    private static final int FIELDS_FROM_STATE_TO_START_TIME = 22 - 3;

    private ProcProcesses() {}

    @Override
    public OptionalLong startTime(int pid) {
        String stat = stat(pid);
        return stat.isEmpty() ? OptionalLong.empty() : OptionalLong.of(startTime(stat));
    }

    @Override
    public boolean isAlive(ProcessIdentity process) {
        String stat = stat(process.pid());
        if (stat.isEmpty() || startTime(stat) != process.startTime()) {
            return false;
        }
        char state = stat.charAt(stateOffset(stat));
        return state != 'Z' && state != 'X';
    }

    /** Empty if there is no such process. */
    private static String stat(int pid) {
        try (FileInputStream file = new FileInputStream("/proc/" + pid + "/stat")) {
            return new String(file.readNBytes(MAXIMUM_SIZE), ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** The name, second, may hold blanks and parentheses: the last one closes it. */
    private static int stateOffset(String stat) {
        return stat.lastIndexOf(')') + 2;
    }

    private static long startTime(String stat) {
        int from = stateOffset(stat);
        for (int field = 0; field < FIELDS_FROM_STATE_TO_START_TIME; field++) {
            from = stat.indexOf(' ', from) + 1;
        }
        return Long.parseLong(stat, from, stat.indexOf(' ', from), 10);
    }
}
