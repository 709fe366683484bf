package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Namespaces;
import dev.pinisi.oci.plan.Step;

/** Namespaces that are joined or made by a process for itself. */
final class NamespaceExecutor {
    private NamespaceExecutor() {}

    static void join(Step.JoinNamespace step) {
        int fd = check(Files.open(step.path(), Files.O_RDONLY), "open namespace", step.path());
        int result = Namespaces.join(fd, step.kind().flag());
        Files.close(fd);
        check(result, "join " + step.kind().type() + " namespace", step.path());
    }

    /** All at once; kernels before 5.8 cannot by a pidfd. */
    static void enter(Step.EnterContainer step) {
        Credentials.hideFromOthers();
        if (step.kinds() != 0) {
            check(Namespaces.join(step.pidfd(), step.kinds()), "enter the container's namespaces");
        }
    }

    static void newCgroupNamespace() {
        check(Namespaces.unshare(NamespaceKind.CGROUP.flag()), "make a cgroup namespace");
    }

    /** Without keyrings in the kernel, or with a quota used up, the container shares the caller's. */
    static void newKeyring(String name) {
        int result = Namespaces.newSessionKeyring(name);
        if (result < 0 && result != -Errno.ENOSYS && result != -Errno.EPERM && result != -122) {
            throw new KernelException("make a session keyring", -result);
        }
    }
}
