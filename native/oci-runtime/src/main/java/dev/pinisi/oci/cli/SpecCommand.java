package dev.pinisi.oci.cli;

import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Utf8;
import java.util.List;

/** {@code spec}: writes a configuration to start from. */
final class SpecCommand {
    private static final String CAPABILITIES = "[\"CAP_AUDIT_WRITE\", \"CAP_KILL\", \"CAP_NET_BIND_SERVICE\"]";
    private static final List<String> NAMESPACES = List.of("pid", "network", "ipc", "uts", "mount", "cgroup");

    private SpecCommand() {}

    static int run(Invocation invocation) {
        Flags flags = invocation.flags("bundle/b=", "rootless");
        String path = flags.value("bundle", ".") + "/config.json";
        if (Files.exists(path)) {
            throw new UsageException("spec: " + path + " is there already; remove it first");
        }
        FileContents.replace(path, Utf8.encode(document(flags.has("rootless"))), 0644);
        return 0;
    }

    private static String document(boolean rootless) {
        StringBuilder namespaces = new StringBuilder();
        for (String type : NAMESPACES) {
            namespaces
                    .append(namespaces.length() == 0 ? "" : ", ")
                    .append("{\"type\": \"")
                    .append(type)
                    .append("\"}");
        }
        String mappings = "";
        if (rootless) {
            namespaces.append(", {\"type\": \"user\"}");
            mappings = mapping("uid", Processes.effectiveUid()) + mapping("gid", Processes.effectiveGid());
        }
        return TEXT.replace("@version@", Help.SPECIFICATION)
                .replace("@capabilities@", CAPABILITIES)
                .replace("@namespaces@", namespaces.toString())
                .replace("@mappings@", mappings);
    }

    private static String mapping(String kind, int id) {
        return "\"" + kind + "Mappings\": [{\"containerID\": 0, \"hostID\": " + id + ", \"size\": 1}],\n    ";
    }

    private static final String TEXT = """
            {
              "ociVersion": "@version@",
              "process": {
                "terminal": true,
                "user": {"uid": 0, "gid": 0},
                "args": ["sh"],
                "env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm"],
                "cwd": "/",
                "capabilities": {
                  "bounding": @capabilities@,
                  "effective": @capabilities@,
                  "permitted": @capabilities@
                },
                "rlimits": [{"type": "RLIMIT_NOFILE", "hard": 1024, "soft": 1024}],
                "noNewPrivileges": true
              },
              "root": {"path": "rootfs", "readonly": true},
              "hostname": "pinisi",
              "mounts": [
                {"destination": "/proc", "type": "proc", "source": "proc"},
                {"destination": "/dev", "type": "tmpfs", "source": "tmpfs",
                  "options": ["nosuid", "strictatime", "mode=755", "size=65536k"]},
                {"destination": "/dev/pts", "type": "devpts", "source": "devpts",
                  "options": ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"]},
                {"destination": "/dev/shm", "type": "tmpfs", "source": "shm",
                  "options": ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"]},
                {"destination": "/dev/mqueue", "type": "mqueue", "source": "mqueue",
                  "options": ["nosuid", "noexec", "nodev"]},
                {"destination": "/sys", "type": "sysfs", "source": "sysfs",
                  "options": ["nosuid", "noexec", "nodev", "ro"]},
                {"destination": "/sys/fs/cgroup", "type": "cgroup", "source": "cgroup",
                  "options": ["nosuid", "noexec", "nodev", "relatime", "ro"]}
              ],
              "linux": {
                @mappings@"resources": {"devices": [{"allow": false, "access": "rwm"}]},
                "namespaces": [@namespaces@],
                "maskedPaths": ["/proc/acpi", "/proc/asound", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
                  "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware"],
                "readonlyPaths": ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
              }
            }
            """;
}
