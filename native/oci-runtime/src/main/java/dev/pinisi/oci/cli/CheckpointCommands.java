package dev.pinisi.oci.cli;

import dev.pinisi.oci.checkpoint.ContainerDump;
import dev.pinisi.oci.checkpoint.ContainerRestore;
import dev.pinisi.oci.checkpoint.CriuOptions;
import dev.pinisi.oci.checkpoint.CriuOptions.CgroupsMode;
import dev.pinisi.oci.checkpoint.CriuOptions.PageServer;
import dev.pinisi.oci.checkpoint.CriuSwitch;
import dev.pinisi.oci.execute.CreateRequest;
import dev.pinisi.oci.execute.Created;
import dev.pinisi.oci.execute.Foreground;
import dev.pinisi.oci.execute.Handover;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateException;
import dev.pinisi.oci.state.Status;
import java.util.ArrayList;
import java.util.List;

/** {@code checkpoint} and {@code restore}. */
final class CheckpointCommands {
    private static final int SIGKILL = 9;

    private static final String[] CHECKPOINT = {
        "image-path=",
        "work-path=",
        "parent-path=",
        "leave-running",
        "tcp-established",
        "tcp-skip-in-flight",
        "link-remap",
        "ext-unix-sk",
        "shell-job",
        "lazy-pages",
        "status-fd=",
        "page-server=",
        "file-locks",
        "pre-dump",
        "manage-cgroups-mode=",
        "empty-ns=",
        "auto-dedup"
    };
    private static final String[] RESTORE = {
        "console-socket=",
        "image-path=",
        "work-path=",
        "tcp-established",
        "tcp-close",
        "ext-unix-sk",
        "shell-job",
        "file-locks",
        "manage-cgroups-mode=",
        "bundle/b=",
        "detach/d",
        "pid-file=",
        "no-subreaper",
        "no-pivot",
        "empty-ns=",
        "auto-dedup",
        "lazy-pages",
        "lsm-profile=",
        "lsm-mount-context="
    };

    private CheckpointCommands() {}

    static int checkpoint(Invocation invocation) {
        Flags flags = invocation.flags(CHECKPOINT);
        StateDirectory directory = invocation.store().find(invocation.onlyId(flags));
        CriuOptions options = options(flags);
        directory.lock();
        ContainerState state = directory.state();
        Status status = directory.status(state);
        if (status != Status.RUNNING) {
            throw new StateException("container " + state.id() + " cannot be checkpointed: it is " + status.word());
        }
        ContainerDump.write(directory, options);
        if (!options.preDump() && !options.has(CriuSwitch.LEAVE_RUNNING)) {
            if (directory.status(state) != Status.STOPPED) {
                invocation.remover().killAndWait(directory, state, SIGKILL);
            }
            invocation.remover().remove(state);
        }
        return 0;
    }

    static int restore(Invocation invocation) {
        Flags flags = invocation.flags(RESTORE);
        boolean detach = flags.has("detach");
        CreateRequest request = new CreateRequest(
                invocation.onlyId(flags),
                CreateCommand.absolute(flags.value("bundle", ".")),
                new Handover(flags.value("console-socket", ""), "", flags.value("pid-file", ""), 0, 0),
                flags.has("no-pivot"),
                false,
                invocation.systemd(),
                false,
                detach);
        CriuOptions options = options(flags);
        if (detach) {
            ContainerRestore.restore(request, options, invocation.store(), invocation.log());
            return 0;
        }
        Foreground foreground = Foreground.begin(!flags.has("no-subreaper"));
        Created created = ContainerRestore.restore(request, options, invocation.store(), invocation.log());
        return CreateCommand.attend(created, foreground, false, invocation);
    }

    private static CriuOptions options(Flags flags) {
        checkEmptyNamespaces(flags.values("empty-ns"));
        String work = flags.value("work-path", "");
        return new CriuOptions(
                CreateCommand.absolute(flags.value("image-path", "checkpoint")),
                work.isEmpty() ? "" : CreateCommand.absolute(work),
                parent(flags.value("parent-path", "")),
                flags.has("pre-dump"),
                pageServer(flags.value("page-server", "")),
                cgroupsMode(flags.value("manage-cgroups-mode", "")),
                readyFd(flags.number("status-fd", -1)),
                flags.value("lsm-profile", ""),
                flags.value("lsm-mount-context", ""),
                switches(flags));
    }

    private static List<CriuSwitch> switches(Flags flags) {
        List<CriuSwitch> given = new ArrayList<>();
        for (CriuSwitch known : CriuSwitch.values()) {
            if (flags.has(known.option())) {
                given.add(known);
            }
        }
        return given;
    }

    private static String parent(String path) {
        if (path.startsWith("/")) {
            throw new UsageException("--parent-path: \"" + path + "\" must be relative to --image-path: CRIU keeps it"
                    + " as a link there");
        }
        return path;
    }

    /** The network namespace is made empty in any case; of others, CRIU always keeps what is in them. */
    private static void checkEmptyNamespaces(List<String> kinds) {
        for (String kind : kinds) {
            if (!kind.equals("network")) {
                throw new UsageException("--empty-ns: \"" + kind + "\" is not supported; network is");
            }
        }
    }

    private static PageServer pageServer(String text) {
        if (text.isEmpty()) {
            return PageServer.NONE;
        }
        int colon = text.lastIndexOf(':');
        int port = Flags.number("--page-server", text.substring(colon + 1));
        String address = text.substring(0, Math.max(colon, 0));
        if (address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
        }
        if (address.isEmpty() || port == 0 || port > 65535) {
            throw new UsageException("--page-server: \"" + text + "\" is not ADDRESS:PORT");
        }
        return new PageServer(address, port);
    }

    private static CgroupsMode cgroupsMode(String mode) {
        return switch (mode) {
            case "" -> CgroupsMode.DEFAULT;
            case "soft" -> CgroupsMode.SOFT;
            case "full" -> CgroupsMode.FULL;
            case "strict" -> CgroupsMode.STRICT;
            case "ignore" -> CgroupsMode.IGNORE;
            default ->
                throw new UsageException(
                        "--manage-cgroups-mode: \"" + mode + "\" is not one of soft, full, strict and ignore");
        };
    }

    private static int readyFd(int fd) {
        if (fd >= 0 && !Files.isOpen(fd)) {
            throw new UsageException("--status-fd: descriptor " + fd + " is not open");
        }
        return fd;
    }
}
