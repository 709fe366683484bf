package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.NamespaceMode;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The member {@code mounts} of config.json: the kernel's file systems, the engine's files, then the user's mounts. */
final class MountsPart {
    private static final long DEFAULT_SHM_SIZE = 65_536_000;

    /** One mount as the runtime-spec has it. */
    private record Mount(String destination, String type, String source, List<String> options) {}

    private final SpecInput input;
    private final ContainerSpec spec;
    private final List<Mount> mounts = new ArrayList<>();

    MountsPart(SpecInput input) {
        this.input = input;
        this.spec = input.record().spec();
    }

    void write(JsonWriter out) {
        kernelFileSystems();
        engineFiles();
        if (spec.security().readOnly() && spec.security().readOnlyTmpfs()) {
            for (String directory : List.of("/run", "/tmp", "/var/tmp")) {
                put(directory, "tmpfs", "tmpfs", tmpfsOptions(List.of()));
            }
        }
        for (MountSpec mount : spec.mounts()) {
            userMount(mount);
        }
        // a mount comes before those below it; else the order stays
        for (int depth = 0; depth <= deepest(); depth++) {
            for (Mount mount : mounts) {
                if (depth(mount.destination()) == depth) {
                    write(out, mount);
                }
            }
        }
    }

    private static void write(JsonWriter out, Mount mount) {
        out.object().name("destination").value(mount.destination());
        out.name("type").value(mount.type()).name("source").value(mount.source());
        out.name("options").value(mount.options()).end();
    }

    private void kernelFileSystems() {
        boolean privileged = spec.security().privileged();
        String writable = privileged ? "rw" : "ro";
        put("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev"));
        put("/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k"));
        put("/sys", "sysfs", "sysfs", List.of("nosuid", "noexec", "nodev", writable));
        put(
                "/dev/pts",
                "devpts",
                "devpts",
                List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"));
        if (spec.namespaces().ipc() instanceof NamespaceMode.Host) {
            put("/dev/shm", "bind", "/dev/shm", List.of("rbind", "nosuid", "noexec", "nodev", "rw"));
            if (input.host().hasMessageQueues()) {
                put("/dev/mqueue", "bind", "/dev/mqueue", List.of("rbind", "nosuid", "noexec", "nodev", "rw"));
            }
        } else {
            String size = "size=" + spec.resources().shmSize().orElse(DEFAULT_SHM_SIZE);
            put("/dev/shm", "tmpfs", "shm", List.of("nosuid", "noexec", "nodev", "mode=1777", size));
            put("/dev/mqueue", "mqueue", "mqueue", List.of("nosuid", "noexec", "nodev"));
        }
        put(
                "/sys/fs/cgroup",
                "cgroup",
                "cgroup",
                List.of("rprivate", "nosuid", "noexec", "nodev", "relatime", writable));
    }

    private void engineFiles() {
        for (Map.Entry<String, String> file : input.etc().entrySet()) {
            put(file.getKey(), "bind", file.getValue(), List.of("bind", "rprivate"));
        }
        if (!input.initProgram().isEmpty()) {
            put(ProcessPart.INIT, "bind", input.initProgram(), List.of("bind", "ro"));
        }
        String zone = spec.process().timezone();
        if (!zone.isEmpty()) {
            String source = zone.equals("local") ? "/etc/localtime" : "/usr/share/zoneinfo/" + zone;
            put("/etc/localtime", "bind", source, List.of("bind", "ro", "rprivate"));
        }
    }

    private void userMount(MountSpec mount) {
        if (mount instanceof MountSpec.Tmpfs) {
            put(mount.destination(), "tmpfs", "tmpfs", options(mount));
        } else if (mount instanceof MountSpec.Bind bind) {
            put(bind.destination(), "bind", bind.source(), options(bind));
        } else if (mount instanceof MountSpec.Volume volume) {
            String source = input.volumes().get(volume.name());
            if (source == null) {
                throw new IllegalStateException("volume " + volume.name() + " was not prepared");
            }
            put(volume.destination(), "bind", source, options(volume));
        }
    }

    private void put(String destination, String type, String source, List<String> options) {
        Mount mount = new Mount(destination, type, source, options);
        for (int i = 0; i < mounts.size(); i++) {
            if (mounts.get(i).destination().equals(destination)) {
                mounts.set(i, mount);
                return;
            }
        }
        mounts.add(mount);
    }

    /** How it is mounted: the user's options, and what is usual for its kind. */
    static List<String> options(MountSpec mount) {
        if (mount instanceof MountSpec.Tmpfs) {
            return tmpfsOptions(mount.options());
        }
        List<String> options = bindOptions(mount.options());
        if (mount instanceof MountSpec.Volume) {
            addUnless(options, "suid", "nosuid");
            addUnless(options, "dev", "nodev");
        }
        return options;
    }

    /** The user's options, without the engine's own words, and recursive and private unless told otherwise. */
    private static List<String> bindOptions(List<String> options) {
        List<String> kept = new ArrayList<>();
        boolean recursive = true;
        boolean propagates = false;
        for (String option : options) {
            switch (option) {
                case "", "z", "Z", "U", "copy", "nocopy", "cached", "delegated", "consistent" -> {}
                case "bind" -> recursive = false;
                case "rbind" -> recursive = true;
                default -> {
                    propagates |= option.endsWith("shared") || option.endsWith("slave") || option.endsWith("private");
                    kept.add(option);
                }
            }
        }
        if (!propagates) {
            kept.add("rprivate");
        }
        kept.add(recursive ? "rbind" : "bind");
        return kept;
    }

    private static List<String> tmpfsOptions(List<String> options) {
        List<String> kept = new ArrayList<>(options);
        kept.remove("");
        addUnless(kept, "suid", "nosuid");
        addUnless(kept, "dev", "nodev");
        addUnless(kept, "notmpcopyup", "tmpcopyup");
        kept.remove("notmpcopyup");
        kept.add("rprivate");
        return kept;
    }

    private static void addUnless(List<String> options, String opposite, String option) {
        if (!options.contains(opposite) && !options.contains(option)) {
            options.add(option);
        }
    }

    private int deepest() {
        int deepest = 0;
        for (Mount mount : mounts) {
            deepest = Math.max(deepest, depth(mount.destination()));
        }
        return deepest;
    }

    private static int depth(String path) {
        int depth = 0;
        for (int i = 0; i < path.length(); i++) {
            depth += path.charAt(i) == '/' ? 1 : 0;
        }
        return depth;
    }
}
