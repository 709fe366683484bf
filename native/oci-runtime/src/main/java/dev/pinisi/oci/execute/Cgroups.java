package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.FileContents;
import java.util.List;

/** Control groups, as far as they concern the process that enters them. */
final class Cgroups {
    private Cgroups() {}

    static void join(List<String> files) {
        for (String file : files) {
            check(FileContents.writeExisting(file, "0"), "join the control group by", file);
        }
    }
}
