package dev.pinisi.oci.execute;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import java.util.List;

/** Finds a program as a shell does. The words of its errors are those that other tools look for. */
final class ProgramFinder {
    private static final int EXECUTE = 1;
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private ProgramFinder() {}

    /** The path of a program that may be executed. */
    static String find(String name, List<String> env) {
        if (name.indexOf('/') >= 0) {
            check(name);
            return name;
        }
        boolean forbidden = false;
        String path = searchPath(env);
        for (int start = 0; start <= path.length(); ) {
            int colon = path.indexOf(':', start);
            int end = colon < 0 ? path.length() : colon;
            String candidate = end == start ? "./" + name : path.substring(start, end) + "/" + name;
            if (isProgram(candidate)) {
                return candidate;
            }
            forbidden |= Files.access(candidate, EXECUTE) == -Errno.EACCES;
            start = end + 1;
        }
        throw new ContainerException(
                "exec: \"" + name + "\": " + (forbidden ? "permission denied" : "executable file not found in $PATH"));
    }

    private static void check(String path) {
        int found = FileStatus.errno(path);
        if (found < 0) {
            throw new ContainerException("exec: \"" + path + "\": stat " + path + ": " + Errno.message(-found));
        }
        if (FileStatus.of(path).isDirectory()) {
            throw new ContainerException("exec: \"" + path + "\": is a directory: permission denied");
        }
        int allowed = Files.access(path, EXECUTE);
        if (allowed < 0) {
            throw new ContainerException("exec: \"" + path + "\": " + Errno.message(-allowed));
        }
    }

    private static boolean isProgram(String path) {
        return Files.access(path, EXECUTE) == 0 && !FileStatus.of(path).isDirectory();
    }

    private static String searchPath(List<String> env) {
        String path = DEFAULT_PATH;
        for (String variable : env) {
            if (variable.startsWith("PATH=")) {
                path = variable.substring(5);
            }
        }
        return path;
    }
}
