package dev.pinisi.oci.state;

import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Utf8;

/** Whether a process lives, and since when (proc(5), /proc/PID/stat). */
final class ProcessTimes {
    /** The start time of no process. */
    static final long NONE = -1;

    private static final int STATE_FIELD = 3;
    private static final int START_FIELD = 22;

    private ProcessTimes() {}

    /** The start time of a process that lives; {@link #NONE} for one that is gone or a zombie. */
    static long startTime(int pid) {
        String path = "/proc/" + pid + "/stat";
        if (pid <= 0 || !Files.exists(path)) {
            return NONE;
        }
        try {
            byte[] stat = FileContents.read(path);
            return parse(Utf8.decode(stat, 0, stat.length));
        } catch (KernelException e) {
            return NONE;
        }
    }

    /** The name in field 2 may contain spaces and parentheses; the fields are counted from its end. */
    static long parse(String stat) {
        int at = stat.lastIndexOf(')') + 2;
        char state = stat.charAt(at);
        if (state == 'Z' || state == 'X') {
            return NONE;
        }
        for (int field = STATE_FIELD; field < START_FIELD; field++) {
            at = stat.indexOf(' ', at) + 1;
        }
        return Long.parseLong(stat.substring(at, stat.indexOf(' ', at)));
    }
}
