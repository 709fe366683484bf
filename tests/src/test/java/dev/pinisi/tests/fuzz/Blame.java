package dev.pinisi.tests.fuzz;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an error is on the value that is wrong: it names it, or something in it, or what it is a part of. */
final class Blame {
    /** Values that are right by themselves, and wrong only beside others, which then are named. */
    private static final Map<String, List<String>> ELSEWHERE = Map.of(
            "linux.namespaces", List.of("hostname: needs a uts namespace", "domainname: needs a uts namespace"),
            "root.path",
                    List.of(
                            "mounts[0]: open in the root file system",
                            "executable file not found in $PATH",
                            // the host's own root: what the container mounts hides the host's control groups
                            "linux.cgroupsPath: join the control group"));

    /** What an error begins with. */
    private static final Pattern NAMED = Pattern.compile("^pinisi-oci: (?:config\\.json: )?([^ ]+): ");

    private Blame() {}

    static boolean isOn(String path, String error) {
        Matcher named = NAMED.matcher(error);
        if (named.find() && (isPart(named.group(1), path) || isPart(path, named.group(1)))) {
            return true;
        }
        return ELSEWHERE.entrySet().stream()
                .filter(entry -> isPart(path, entry.getKey()) || isPart(entry.getKey(), path))
                .flatMap(entry -> entry.getValue().stream())
                .anyMatch(error::contains);
    }

    private static boolean isPart(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + ".") || inner.startsWith(outer + "[");
    }
}
