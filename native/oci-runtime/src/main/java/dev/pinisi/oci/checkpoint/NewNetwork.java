package dev.pinisi.oci.checkpoint;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.execute.ContainerDesign;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Loopback;
import dev.pinisi.oci.kernel.Namespaces;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.netlink.NetworkDevices;

/** The network namespace of a restored container: CRIU makes it empty, with its loopback interface down, and the host's
 * devices that the one of the checkpoint had are the host's again. */
final class NewNetwork {
    private NewNetwork() {}

    static void setUp(ContainerDesign design, int pid) {
        if (!design.config().linux().creates(NamespaceKind.NETWORK)) {
            return;
        }
        String path = "/proc/" + pid + "/ns/net";
        int namespace = check(Files.open(path, Files.O_RDONLY), "open namespace", path);
        int child = (int) check(Processes.fork(0), "fork to set the loopback interface up");
        if (child == 0) {
            int result = Namespaces.join(namespace, NamespaceKind.NETWORK.flag());
            Processes.exit(-(result < 0 ? result : Loopback.setUp()));
        }
        Files.close(namespace);
        int errno = Processes.exitCode((int) check(Processes.waitFor(child, 0), "wait for the loopback interface"));
        check(-errno, "set the loopback interface up");
        if (!design.config().linux().netDevices().isEmpty()) {
            NetworkDevices.move(design.config().linux().netDevices(), pid);
        }
    }
}
