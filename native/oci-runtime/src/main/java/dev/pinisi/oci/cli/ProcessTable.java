package dev.pinisi.oci.cli;

import dev.pinisi.oci.cgroup.Words;
import dev.pinisi.oci.execute.ContainerException;
import dev.pinisi.oci.execute.HostProgram;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.KernelException;
import java.util.ArrayList;
import java.util.List;

/** Processes as ps(1) shows them: its lines about them, under its heading. */
final class ProcessTable {
    private ProcessTable() {}

    /**
     * The table.
     *
     * @param options of ps; empty for {@code -ef}. With those that show no process id there is nothing to choose by.
     */
    static String of(List<Integer> pids, List<String> options) {
        if (!HostProgram.isThere("ps")) {
            return plain(pids);
        }
        List<String> command = new ArrayList<>(options.isEmpty() ? List.of("-ef") : options);
        command.add(0, "ps");
        HostProgram.Result result = HostProgram.run(command);
        if (result.exitCode() != 0) {
            throw new ContainerException("ps failed: " + result.output().trim());
        }
        return chosen(result.output(), pids);
    }

    /** The heading, and the lines whose column under "PID" is one of these. */
    static String chosen(String table, List<Integer> pids) {
        int headingEnd = table.indexOf('\n') + 1;
        int column = Words.split(table.substring(0, headingEnd)).indexOf("PID");
        if (column < 0) {
            throw new ContainerException("ps shows no column PID: choose options with which it does");
        }
        StringBuilder chosen = new StringBuilder(table.substring(0, headingEnd));
        for (int start = headingEnd; start < table.length(); ) {
            int next = table.indexOf('\n', start) + 1;
            next = next == 0 ? table.length() : next;
            String line = table.substring(start, next);
            List<String> words = Words.split(line);
            if (column < words.size() && isOf(words.get(column), pids)) {
                chosen.append(line);
            }
            start = next;
        }
        return chosen.toString();
    }

    private static boolean isOf(String word, List<Integer> pids) {
        try {
            return pids.contains(Integer.parseInt(word));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** For hosts without ps. */
    private static String plain(List<Integer> pids) {
        StringBuilder text = new StringBuilder("PID     CMD\n");
        for (int pid : pids) {
            String number = Integer.toString(pid);
            text.append(number).append(" ".repeat(Math.max(8 - number.length(), 1)));
            text.append(command(pid)).append('\n');
        }
        return text.toString();
    }

    private static String command(int pid) {
        try {
            return FileContents.text("/proc/" + pid + "/cmdline")
                    .replace('\0', ' ')
                    .trim();
        } catch (KernelException e) {
            return "";
        }
    }
}
