package dev.pinisi.tool;

import dev.pinisi.commandline.OptionTable;

/** The options that {@code run} and {@code create} share. */
final class ContainerOptions {
    private ContainerOptions() {}

    static OptionTable table() {
        OptionTable table = new OptionTable().optionsFirst();
        PullFlags.options(table);
        process(table);
        files(table);
        network(table);
        security(table);
        resources(table);
        life(table);
        return unsupported(table);
    }

    private static void process(OptionTable table) {
        table.strings("attach,a", "Attach to STDIN, STDOUT or STDERR")
                .string(
                        "entrypoint",
                        "Overwrite the default ENTRYPOINT of the image; a JSON list for one with arguments")
                .array("env,e", "Set environment variables in container")
                .array("env-file", "Read in a file of environment variables")
                .flag("env-host", "Use all current host environment variables in container")
                .strings("group-add", "Add additional groups to the primary container process")
                .flag(
                        "http-proxy",
                        "Set proxy environment variables in the container based on the host proxy vars",
                        true)
                .flag("init", "Run an init inside the container that forwards signals and reaps processes")
                .string("init-path", "`Path` or name of that init", "pinisi-init")
                .flag("interactive,i", "Make STDIN available to the contained process")
                .flag("tty,t", "Allocate a pseudo-TTY for container")
                .string("tz", "Set timezone in container")
                .string("umask", "Set umask in container", "0022")
                .array("unsetenv", "Unset environment default variables in container")
                .string("user,u", "Username or UID (format: `<name|uid>[:<group|gid>]`)")
                .string("workdir,w", "Working directory inside the container");
    }

    private static void files(OptionTable table) {
        table.array("device", "Add a host device to the container")
                .strings("device-cgroup-rule", "Add a rule to the cgroup allowed devices list")
                .array("mount", "Attach a filesystem mount to the container")
                .flag("read-only", "Make containers root filesystem read-only")
                .flag("read-only-tmpfs", "With --read-only, mount tmpfs on /run, /tmp and /var/tmp", true)
                .array(
                        "storage-opt",
                        "Limit what the container may write to its root file system: size=`<number>[<unit>]`")
                .string("shm-size", "Size of /dev/shm (format: `<number>[<unit>]`, unit = b, k, m or g)")
                .array("tmpfs", "Mount a temporary filesystem (`tmpfs`) into a container")
                .array("volume,v", "Bind mount a volume into the container");
    }

    private static void network(OptionTable table) {
        table.strings("add-host", "Add a custom host-to-IP mapping (host:ip)")
                .strings("dns", "Set custom DNS servers")
                .strings("dns-option", "Set custom DNS options")
                .strings("dns-search", "Set custom DNS search domains")
                .strings("expose", "Expose a port or a range of ports")
                .string("hostname,h", "Set container hostname")
                .string("ip", "Specify a static IPv4 address for the container")
                .string("mac-address", "Container MAC address (e.g. 92:d0:c6:0a:29:33)")
                .array("network", "Connect a container to a network: bridge, none, host, container:NAME")
                .strings("network-alias", "Add network-scoped alias for the container")
                .flag(
                        "no-hosts",
                        "Do not create /etc/hosts within the container, instead use the version from the image")
                .strings("publish,p", "Publish a container's port, or a range of ports, to the host")
                .flag("publish-all,P", "Publish all exposed ports to random ports on the host interface")
                .alias("net", "network")
                .alias("dns-opt", "dns-option");
    }

    private static void security(OptionTable table) {
        table.strings("cap-add", "Add capabilities to the container")
                .strings("cap-drop", "Drop capabilities from the container")
                .string("cgroupns", "cgroup namespace to use")
                .string("ipc", "IPC namespace to use")
                .string("pid", "PID namespace to use")
                .flag("privileged", "Give extended privileges to container")
                .array("security-opt", "Security Options")
                .strings("sysctl", "Sysctl options")
                .string("userns", "User namespace to use; only host is supported")
                .string("uts", "UTS namespace to use");
    }

    private static void resources(OptionTable table) {
        String size = " (format: `<number>[<unit>]`, unit = b, k, m or g)";
        table.string("blkio-weight", "Block IO weight (relative weight), between 10 and 1000")
                .string("cgroup-parent", "Optional parent cgroup for the container")
                .unsigned("cpu-period", "Limit the CPU CFS (Completely Fair Scheduler) period", "")
                .integer("cpu-quota", "Limit the CPU CFS (Completely Fair Scheduler) quota", "")
                .unsigned("cpu-shares,c", "CPU shares (relative weight)", "")
                .decimal("cpus", "Number of CPUs")
                .string("cpuset-cpus", "CPUs in which to allow execution (0-3, 0,1)")
                .string("cpuset-mems", "Memory nodes (MEMs) in which to allow execution (0-3, 0,1)")
                .string("memory,m", "Memory limit" + size)
                .string("memory-reservation", "Memory soft limit" + size)
                .string("memory-swap", "Swap limit equal to memory plus swap: '-1' to enable unlimited swap")
                .integer("oom-score-adj", "Tune the host's OOM preferences (-1000 to 1000)", "")
                .integer("pids-limit", "Tune container pids limit (set -1 for unlimited)", "")
                .strings("ulimit", "Ulimit options");
    }

    private static void life(OptionTable table) {
        table.array("annotation", "Add annotations to container (key=value)")
                .string("cidfile", "Write the container ID to the file")
                .array("label,l", "Set metadata on container")
                .array("label-file", "Read in a line delimited file of labels")
                .string("log-driver", "Logging driver for the container: k8s-file or none", "k8s-file")
                .array("log-opt", "Logging driver options: path=, max-size=, tag=")
                .string("name", "Assign a name to the container")
                .flag("no-healthcheck", "Accepted for compatibility: health checks are not run")
                .string("pidfile", "Write the container process ID to the file")
                .string("pull", "Pull image policy (\"always\"|\"missing\"|\"never\"|\"newer\")", "missing")
                .flag("replace", "If a container with the same name exists, replace it")
                .string("restart", "Restart policy to apply when a container exits; only no is supported")
                .flag(
                        "rm",
                        "Remove container and any anonymous unnamed volume associated with the container after exit")
                .string("stop-signal", "Signal to stop a container. Default is SIGTERM")
                .unsigned(
                        "stop-timeout",
                        "Timeout (in seconds) that containers stopped by user command have to exit",
                        "10")
                .unsigned("timeout", "Maximum length of time (in seconds) a container is allowed to run", "");
    }

    private static OptionTable unsupported(OptionTable table) {
        return table.unsupported("blkio-weight-device cgroup-conf cgroups chrootdirs conmon-pidfile cpu-rt-period"
                + " cpu-rt-runtime device-read-bps device-read-iops device-write-bps device-write-iops env-merge"
                + " gidmap gpus group-entry health-cmd health-interval health-log-destination health-max-log-count"
                + " health-max-log-size health-on-failure health-retries health-start-period health-startup-cmd"
                + " health-startup-interval health-startup-retries health-startup-success health-startup-timeout"
                + " health-timeout hosts-file hostuser image-volume ip6 link-local-ip memory-swappiness"
                + " no-hostname oom-kill-disable passwd-entry personality pod pod-id-file rdt-class requires rootfs"
                + " sdnotify seccomp-policy secret shm-size-systemd subgidname subuidname systemd uidmap unsetenv-all"
                + " volumes-from");
    }
}
