package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Arguments;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Signals;
import dev.pinisi.oci.kernel.Utf8;
import java.util.List;

/** Programs of the host that do a part of the work, run to their end. */
public final class HostProgram {
    private static final int MOST_OUTPUT = 1 << 20;
    private static final int NOT_RUN = 127;

    private HostProgram() {}

    /**
     * How a program ended.
     *
     * @param exitCode as a shell shows it
     * @param output what it wrote to standard output and standard error, the first MiB
     */
    public record Result(int exitCode, String output) {}

    /** Whether a program of that name or path is there to be run. */
    public static boolean isThere(String name) {
        return !path(name).isEmpty();
    }

    /**
     * A program's path.
     *
     * @throws ContainerException if it is not there
     */
    public static String find(String name) {
        String path = path(name);
        if (path.isEmpty()) {
            throw new ContainerException(name + " is needed for this and not on PATH: install it");
        }
        return path;
    }

    /**
     * Runs a program with nothing to read.
     *
     * @param command the name or path, and arguments
     * @throws ContainerException if it is not there
     */
    public static Result run(List<String> command) {
        String path = find(command.get(0));
        int[] output = Files.pipe();
        int pid = (int) check(Processes.fork(0), "fork to run " + path);
        if (pid == 0) {
            become(path, command, output[1]);
        }
        Files.close(output[1]);
        String said = readAll(output[0]);
        int status = (int) check(Processes.waitFor(pid, 0), "wait for " + path);
        Files.close(output[0]);
        return new Result(Processes.exitCode(status), said);
    }

    private static void become(String path, List<String> command, int output) {
        int nothing = Files.open("/dev/null", Files.O_RDONLY);
        Files.duplicate(nothing, 0);
        Files.duplicate(output, 1);
        Files.duplicate(output, 2);
        Files.closeOnExecFrom(3);
        Signals.restoreDefaults();
        int result = Processes.execute(path, command, Arguments.environment());
        byte[] reason = Utf8.encode(Errno.message(-result));
        Files.write(2, reason, reason.length);
        Processes.exit(NOT_RUN);
    }

    private static String readAll(int output) {
        StringBuilder said = new StringBuilder();
        byte[] buffer = new byte[16384];
        for (int count = Files.read(output, buffer); count > 0; count = Files.read(output, buffer)) {
            if (said.length() < MOST_OUTPUT) {
                said.append(Utf8.decode(buffer, 0, count));
            }
        }
        return said.toString();
    }

    /** Empty if there is none. */
    private static String path(String name) {
        if (name.indexOf('/') >= 0) {
            return Files.access(name, 1) == 0 ? name : "";
        }
        String places = Arguments.variable("PATH") + ":/usr/sbin:/sbin:";
        int start = 0;
        for (int colon = places.indexOf(':'); colon >= 0; colon = places.indexOf(':', start)) {
            String candidate = places.substring(start, colon) + "/" + name;
            if (colon > start && Files.access(candidate, 1) == 0) {
                return candidate;
            }
            start = colon + 1;
        }
        return "";
    }
}
