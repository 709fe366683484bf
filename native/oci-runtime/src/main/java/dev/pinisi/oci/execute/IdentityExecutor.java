package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Namespaces;
import dev.pinisi.oci.kernel.Proc;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.plan.CapabilityNames;
import dev.pinisi.oci.plan.Step;
import java.util.List;

/** From the runtime's identity and powers to the container's. */
final class IdentityExecutor {
    private IdentityExecutor() {}

    static void becomeNamespaceRoot() {
        check(Credentials.setGroup(0), "become group 0 of the user namespace");
        check(Credentials.setUser(0), "become user 0 of the user namespace");
    }

    static void bound(Step.BoundingSet step) {
        for (int i = 0; i < CapabilityNames.count(); i++) {
            if ((step.mask() >> i & 1) != 0) {
                continue;
            }
            int result = Credentials.dropFromBoundingSet(i);
            // A kernel that does not know it, or a process that may not: then it must not be there anyway.
            if (result < 0 && result != -Errno.EINVAL && Credentials.isInBoundingSet(i)) {
                check(result, "drop from the bounding set", CapabilityNames.name(i));
            }
        }
    }

    /** Keeps capabilities over the change of user; they are set right after. */
    static void identity(Step.Identity step) {
        Credentials.keepCapabilities(true);
        giveStandardStreams(step.uid());
        setGroups(step.groups());
        check(Credentials.setGroup(step.gid()), "become group", Integer.toUnsignedString(step.gid()));
        check(Credentials.setUser(step.uid()), "become user", Integer.toUnsignedString(step.uid()));
        Credentials.keepCapabilities(false);
        Credentials.setUmask(step.umask());
    }

    static void capabilities(Step.Capabilities step) {
        check(
                Credentials.setCapabilities(step.effective(), step.permitted(), step.inheritable()),
                "set the capabilities");
        Credentials.clearAmbient();
        for (int i = 0; i < CapabilityNames.count(); i++) {
            if ((step.ambient() >> i & 1) != 0) {
                check(Credentials.raiseAmbient(i), "make ambient", CapabilityNames.name(i));
            }
        }
    }

    static void execLabel(Step.ExecLabel step, Proc proc, Log log) {
        boolean appArmor = step.module().equals("apparmor");
        String value = appArmor ? "exec " + step.value() : step.value();
        int result = proc.write("self/attr/" + step.module() + "/exec", value);
        if (result == -Errno.ENOENT) {
            result = proc.write("self/attr/exec", value);
        }
        if (result == -Errno.EINVAL && appArmor) {
            log.warn("this kernel has no active apparmor: the profile " + step.value() + " is not applied");
            return;
        }
        if (result == -Errno.EINVAL || result == -Errno.ENOENT) {
            throw new ContainerException("apply the " + step.module() + " label " + step.value()
                    + ": this kernel has no active " + step.module() + ", or not that label; remove it or load it");
        }
        check(result, "apply the " + step.module() + " label", step.value());
    }

    /** Refuses a directory outside the root: a leaked descriptor may lead there. */
    static void workingDirectory(String path) {
        check(Namespaces.changeDirectory(path), "chdir to cwd", path);
        String found = Files.workingDirectory();
        if (!found.isEmpty() && !found.startsWith("/")) {
            throw new ContainerException("chdir to cwd " + path + ": it lies outside of the container's root");
        }
    }

    /** So that a program can open /dev/stdout and the like. Pipes of others, sockets and /dev/null stay as they are. */
    private static void giveStandardStreams(int uid) {
        for (int fd = 0; uid != 0 && fd <= 2 && Files.isOpen(fd); fd++) {
            FileStatus status = FileStatus.of(fd);
            if (status.uid() != uid && !status.isNullDevice()) {
                Files.chown(fd, uid, status.gid());
            }
        }
    }

    /** In a user namespace without the right to it (setgroups denied), an empty list needs no call. */
    private static void setGroups(List<Integer> groups) {
        int[] ids = new int[groups.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = groups.get(i);
        }
        int result = Credentials.setGroups(ids);
        if (result != -Errno.EPERM || ids.length > 0) {
            check(result, "set the additional groups");
        }
    }
}
