package dev.pinisi.tests.conformance;

import java.util.Set;

/** What a reference runtime does otherwise than the specification or we demand. */
public enum Gap {
    /** An error about a configuration does not name the member. */
    NAMES_THE_JSON_PATH("runc", "crun"),
    /** A wrong value that the runtime does not look at. */
    CHECKS_EVERY_MEMBER("runc", "crun"),
    /** Hooks for after the start run at creation already. */
    POSTSTART_AFTER_START("runc"),
    /** After a hook for after the stop has failed, the next one does not run. */
    POSTSTOP_GOES_ON("runc"),
    /** Passes a service manager's sockets on without saying how many, whosever they are. */
    PASSES_SOCKETS_ON("crun"),
    /** Descriptors to be preserved that are not there are no error. */
    CHECKS_PRESERVED_DESCRIPTORS("crun"),
    /** A process whose configuration lists no capabilities has all of the runtime's: runc from 1.2 on. */
    DROPS_UNLISTED_CAPABILITIES("runc"),
    /** The table of processes is a list of their ids. */
    PS_SHOWS_MORE("crun"),
    /** A control group for exec that is missing is made. */
    EXEC_CGROUP_MUST_EXIST("crun"),
    /** Features do not name the time namespace. */
    FEATURES_NAME_TIME("crun"),
    /** Sends no pidfd of a process: crun, and runc before 1.2. */
    SENDS_PIDFDS("crun"),
    /** The command {@code events}. */
    EVENTS("crun"),
    /** Makes checkpoints with the program criu alone, without its library. */
    RUNS_CRIU("crun"),
    /** A paused container stays when it is killed. */
    KILLS_THE_PAUSED("crun"),
    /** Control groups stay when a limit could not be set. */
    FAILED_LIMIT_REMOVES_CGROUPS("crun"),
    /** Changing a quota sets the period to what is usual. */
    UPDATE_KEEPS_THE_PERIOD("crun"),
    /** A prestart hook reads that the container is being created. */
    PRESTART_READS_CREATED("runc"),
    /** The filter is there before the runtime asks for the working directory, and a refusal is an error. */
    ASKS_NOTHING_OF_A_FILTER("runc"),
    /** A container without {@code process} cannot be created. */
    CREATES_WITHOUT_PROCESS("runc"),
    /** Neither {@code cpu.burst} nor {@code cpu.idle} is set (runc before 1.2; crun before 1.9). */
    BURST_AND_IDLE("runc", "crun"),
    /** A control group of version 2 stays root's (runc gives it away only with systemd). */
    CGROUP_OWNERSHIP("runc"),
    /** What is left by a runtime that was killed cannot all be deleted. */
    CLEANS_UP_AFTER_A_KILL("runc", "crun"),
    /** A hook before the start that fails leaves the container's state behind. */
    FAILED_HOOK_REMOVES_CONTAINER("crun"),
    /** Binds any file over the kernel's in /proc. */
    COVERS_PROC("crun"),
    /** Masks by whatever file is at /dev/null of the container. */
    TRUSTS_DEV_NULL("crun", "runc"),
    /** In a user namespace with the network of the host, binds the host's /sys. */
    BINDS_SYS_WITHOUT_NETWORK("runc"),
    /** Of the host's /sys, what is mounted below stays writable. */
    LEAVES_MOUNTS_BELOW_SYS_WRITABLE("crun"),
    /** An ordinary user without control groups can run further programs in his container. */
    EXEC_WITHOUT_CGROUPS("crun"),
    /** An error about mappings says which program is missing. */
    NAMES_NEWUIDMAP("crun", "runc"),
    /** Leaves out a group of devpts that the user namespace does not map. */
    LEAVES_UNMAPPED_GROUP_OUT("runc", "crun"),
    /** Features are those of an older version of the specification. */
    FEATURES_OF_VERSION_1_3("runc", "crun"),
    /** Network devices are not moved: runc before 1.4. */
    NETWORK_DEVICES("runc"),
    /** A network device whose name shall have a number is not found again. */
    NUMBERS_NETWORK_DEVICES("crun"),
    /** Network devices are lost with the container if another is not there, or a name is taken. */
    CHECKS_NETWORK_DEVICES_FIRST("crun"),
    /** Says in other words, or not, why CRIU is of no use. */
    JUDGES_CRIU("crun", "runc"),
    /** Has no memory policies: runc before 1.4. */
    MEMORY_POLICY("runc"),
    /** Leaves further programs on the processors of the container's first. */
    EXEC_CPU_AFFINITY("crun"),
    /** Tells a seccomp listener no process ID. */
    TELLS_LISTENERS_THE_PROCESS("crun"),
    /** Accepts, and ignores, shares of caches for a container without a class of service. */
    CHECKS_CLASS_OF_SERVICE("crun"),
    /** Reads /etc/passwd of the container whatever it is, to its end. */
    TRUSTS_PASSWD("crun", "runc");

    private final Set<String> runtimes;

    Gap(String... runtimes) {
        this.runtimes = Set.of(runtimes);
    }

    boolean isOf(String runtime) {
        return runtimes.contains(runtime);
    }
}
