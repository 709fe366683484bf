package dev.pinisi.oci.plan;

import dev.pinisi.oci.config.Hook;
import dev.pinisi.oci.config.IdMapping;
import dev.pinisi.oci.config.LandlockRule;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.config.NetworkDeviceConfig;
import java.util.List;

/**
 * One thing that is done to make a container, in the process that becomes its first one. Paths of mounts, nodes and
 * links are inside the root file system; before {@link PivotRoot} they are resolved so that no link leads out of it.
 */
public sealed interface Step {

    /** Enters an existing namespace. */
    record JoinNamespace(NamespaceKind kind, String path) implements Step {}

    /**
     * Enters namespaces of a running container.
     *
     * @param pidfd of its first process
     * @param kinds CLONE_NEW… flags
     */
    record EnterContainer(int pidfd, long kinds) implements Step {}

    /** Waits until the user namespace's mappings are written. */
    record AwaitMappings() implements Step {}

    /** Waits until the control groups are made, and enters them. */
    record JoinCgroup() implements Step {}

    /** Makes a namespace of the control groups; the process is in its own group by now. */
    record NewCgroupNamespace() implements Step {}

    /** Becomes user and group 0 of the new user namespace. */
    record BecomeNamespaceRoot() implements Step {}

    record NewSessionKeyring(String name) implements Step {}

    /** Sets the loopback interface of a new network namespace up. */
    record LoopbackUp() implements Step {}

    /** Has the runtime move network devices from its own network namespace, and waits for that. */
    record NetworkDevices(List<NetworkDeviceConfig> devices) implements Step {}

    record Hostname(String name) implements Step {}

    record Domainname(String name) implements Step {}

    /** Sets the propagation of the mounts at a path of the host's view. */
    record HostPropagation(String path, long flags) implements Step {}

    /**
     * Makes the root file system a mount, and everything below relative to it.
     *
     * @param parentIsShared whether the mount that it is on passes mounts on, which is to be stopped: pivot_root wants that
     */
    record EnterRoot(String path, boolean parentIsShared) implements Step {}

    /**
     * Mounts a file system.
     *
     * @param copyUp whether it first gets a copy of what it covers
     * @param substitute what of the host is bound instead where the kernel does not let this user namespace mount it anew;
     *     empty for nothing
     */
    record MountFileSystem(
            String type, String source, String destination, long flags, String data, boolean copyUp, String substitute)
            implements Step {}

    /**
     * Binds a file or directory of the host.
     *
     * @param set flags to have beyond those of the source's mount
     * @param cleared flags not to take over from the source's mount
     * @param mappings of the ids of its files
     */
    record Bind(String source, String destination, boolean recursive, long set, long cleared, Mappings mappings)
            implements Step {}

    /** Ids inside and outside; empty for no mapping. */
    record Mappings(List<IdMapping> uids, List<IdMapping> gids, boolean recursive) {
        static final Mappings NONE = new Mappings(List.of(), List.of(), false);

        public boolean isEmpty() {
            return uids.isEmpty() && gids.isEmpty();
        }
    }

    /** Sets the propagation of a mount. */
    record Propagation(String destination, long flags) implements Step {}

    /** Changes attributes (MOUNT_ATTR_…) of a mount and all below it. */
    record RecursiveAttributes(String destination, long set, long cleared) implements Step {}

    /** Makes a device file; where that is forbidden, binds the host's. */
    record MakeNode(String path, char type, long major, long minor, int mode, int uid, int gid) implements Step {}

    record BindDevice(String path) implements Step {}

    record Link(String path, String target) implements Step {}

    /**
     * Opens the container's /dev/null for the standard streams that are the host's: what lies outside of the container's
     * mounts can be in no checkpoint of it.
     */
    record OwnNullDevice() implements Step {}

    /** Has the hooks prestart and createRuntime run on the host, and waits for that. */
    record RuntimeHooks() implements Step {}

    /** Runs hooks in the namespaces of the container. */
    record ContainerHooks(String stage, List<Hook> hooks) implements Step {}

    /** Makes the root file system the root of this process only: without a mount namespace nothing can be mounted. */
    record ChangeRoot(String path) implements Step {}

    /** Makes the root file system the root. */
    record PivotRoot(boolean byMoving, long propagation) implements Step {}

    /**
     * Makes a terminal, gives it to the process and its other end to the one who asked.
     *
     * @param mounted whether it is put at /dev/console
     */
    record Console(int height, int width, boolean mounted) implements Step {}

    record RemountReadonly(String path) implements Step {}

    record Mask(String path) implements Step {}

    record MakeReadonly(String path) implements Step {}

    record Sysctl(String name, String value) implements Step {}

    record OomScore(int adjustment) implements Step {}

    record Limit(String type, int resource, long soft, long hard) implements Step {}

    record Scheduler(int policy, int nice, int priority, long flags, long runtime, long deadline, long period)
            implements Step {}

    record IoPriority(int value) implements Step {}

    /** Sets on which memory nodes memory is allocated, set_mempolicy(2). */
    record MemoryPolicy(int mode, String nodes) implements Step {}

    /** Runs on these CPUs only, a list such as {@code 0-3,7}. */
    record CpuAffinity(String cpus) implements Step {}

    /** Sets the execution domain, personality(2). */
    record Personality(int value) implements Step {}

    /** Drops from the bounding set what is not in the mask. */
    record BoundingSet(long mask) implements Step {}

    record Identity(int uid, int gid, List<Integer> groups, int umask) implements Step {}

    record Capabilities(long effective, long permitted, long inheritable, long ambient) implements Step {}

    record NoNewPrivileges() implements Step {}

    /** Installs the system call filter. */
    record Filter() implements Step {}

    /** Writes to a file of /proc/self/attr what the security module shall apply on exec. */
    record ExecLabel(String module, String value) implements Step {}

    /** Leaves the process, and those that it makes, only these paths (landlock(7)). */
    record Landlock(List<LandlockRule> rules) implements Step {}

    record WorkingDirectory(String path) implements Step {}

    /** Makes a directory that is missing. */
    record MakeDirectory(String path) implements Step {}

    /** Looks the program up, as the user it will run as; and that user's home directory, if HOME is not set. */
    record FindProgram(String name, List<String> env, int uid) implements Step {}

    /** Reports that the container is created, and waits until it shall start. */
    record AwaitStart() implements Step {}

    /** Ends well: a container without {@code process} has nothing to run. */
    record End() implements Step {}

    /** Becomes the program that was found. */
    record Execute(List<String> args) implements Step {}
}
