package dev.pinisi.engine.internal;

import java.nio.file.Path;

/**
 * Where the files of one container are.
 *
 * @param id 64 hexadecimal digits
 * @param directory what outlives a reboot: {@code ROOT/containers/ID}
 * @param bundle what does not, the OCI bundle: {@code RUNROOT/containers/ID}
 * @param exits where the monitor records exit statuses, a file each: {@code RUNROOT/exits}
 * @param namespaces where network namespaces are bound: {@code RUNROOT/netns}
 */
record ContainerFiles(String id, Path directory, Path bundle, Path exits, Path namespaces) {
    static ContainerFiles of(Path root, Path runRoot, String id) {
        return new ContainerFiles(
                id,
                root.resolve("containers").resolve(id),
                runRoot.resolve("containers").resolve(id),
                runRoot.resolve("exits"),
                runRoot.resolve("netns"));
    }

    /** The creation record. */
    Path record() {
        return directory.resolve("container.json");
    }

    /** The record of a container that is there no more, while the rest of it is being removed. */
    Path withdrawn() {
        return directory.resolve("withdrawn.json");
    }

    /** The first process and when it was started. */
    Path start() {
        return directory.resolve("start.json");
    }

    /** The exit status, written by the monitor; newer than {@link #start()} or not there. */
    Path exit() {
        return directory.resolve("exit");
    }

    /** There if the kernel killed a process of it for want of memory; written by the monitor. */
    Path oom() {
        return directory.resolve("oom");
    }

    Path log() {
        return directory.resolve("ctr.log");
    }

    /** Held by whoever changes the container. */
    Path lock() {
        return directory.resolve("lock");
    }

    Path config() {
        return bundle.resolve("config.json");
    }

    Path pid() {
        return bundle.resolve("pidfile");
    }

    Path monitorPid() {
        return bundle.resolve("conmon.pid");
    }

    Path attachSocket() {
        return bundle.resolve("attach");
    }

    Path control() {
        return bundle.resolve("ctl");
    }

    /** Held by a foreground {@code run}; there as long as the clean-up is still to be done. */
    Path attended() {
        return bundle.resolve("attended");
    }

    Path exitRecord() {
        return exits.resolve(id);
    }

    Path networkNamespace() {
        return namespaces.resolve(id);
    }

    Path hostname() {
        return bundle.resolve("hostname");
    }

    Path hosts() {
        return bundle.resolve("hosts");
    }

    Path resolvConf() {
        return bundle.resolve("resolv.conf");
    }

    Path containerEnv() {
        return bundle.resolve("containerenv");
    }

    /** What the network gave the container. */
    Path network() {
        return bundle.resolve("network.json");
    }

    Path execs() {
        return bundle.resolve("exec");
    }
}
