package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.config.MemoryPolicyConfig;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.plan.CapabilityNames;
import java.util.List;

/** {@code features}: what this runtime can do (runtime specification, "Features Structure"). */
final class FeaturesCommand {
    private static final List<String> HOOKS =
            List.of("prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop");
    private static final List<String> MOUNT_OPTIONS = List.of(
            "async",
            "atime",
            "bind",
            "defaults",
            "dev",
            "diratime",
            "dirsync",
            "exec",
            "idmap",
            "iversion",
            "lazytime",
            "loud",
            "mand",
            "noatime",
            "nodev",
            "nodiratime",
            "noexec",
            "noiversion",
            "nolazytime",
            "nomand",
            "norelatime",
            "nostrictatime",
            "nosuid",
            "nosymfollow",
            "private",
            "ratime",
            "rbind",
            "rdev",
            "rdiratime",
            "relatime",
            "remount",
            "rexec",
            "ridmap",
            "rnoatime",
            "rnodev",
            "rnodiratime",
            "rnoexec",
            "rnorelatime",
            "rnostrictatime",
            "rnosuid",
            "rnosymfollow",
            "ro",
            "rprivate",
            "rrelatime",
            "rro",
            "rrw",
            "rshared",
            "rslave",
            "rstrictatime",
            "rsuid",
            "rsymfollow",
            "runbindable",
            "rw",
            "shared",
            "silent",
            "slave",
            "strictatime",
            "suid",
            "symfollow",
            "sync",
            "tmpcopyup",
            "unbindable");
    private static final List<String> SECCOMP_ACTIONS = List.of(
            "SCMP_ACT_ALLOW",
            "SCMP_ACT_ERRNO",
            "SCMP_ACT_KILL",
            "SCMP_ACT_KILL_PROCESS",
            "SCMP_ACT_KILL_THREAD",
            "SCMP_ACT_LOG",
            "SCMP_ACT_NOTIFY",
            "SCMP_ACT_TRACE",
            "SCMP_ACT_TRAP");
    private static final List<String> SECCOMP_OPERATORS = List.of(
            "SCMP_CMP_EQ",
            "SCMP_CMP_GE",
            "SCMP_CMP_GT",
            "SCMP_CMP_LE",
            "SCMP_CMP_LT",
            "SCMP_CMP_MASKED_EQ",
            "SCMP_CMP_NE");
    private static final List<String> SECCOMP_ARCHITECTURES = List.of(
            "SCMP_ARCH_AARCH64",
            "SCMP_ARCH_ARM",
            "SCMP_ARCH_LOONGARCH64",
            "SCMP_ARCH_RISCV64",
            "SCMP_ARCH_X32",
            "SCMP_ARCH_X86",
            "SCMP_ARCH_X86_64");

    private static final List<String> SECCOMP_FLAGS = List.of(
            "SECCOMP_FILTER_FLAG_LOG",
            "SECCOMP_FILTER_FLAG_SPEC_ALLOW",
            "SECCOMP_FILTER_FLAG_TSYNC",
            "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV");

    /** Annotations that let whoever writes them reach beyond the container. */
    private static final List<String> UNSAFE_ANNOTATIONS = List.of("org.criu.config", "org.systemd.property.");

    private FeaturesCommand() {}

    static int run(Invocation invocation) {
        invocation.flags();
        JsonWriter out = new JsonWriter(2).object();
        out.name("ociVersionMin").value("1.0.0");
        out.name("ociVersionMax").value(Help.SPECIFICATION);
        out.name("hooks").value(HOOKS);
        out.name("mountOptions").value(MOUNT_OPTIONS);
        out.name("linux").object();
        linux(out);
        out.end();
        out.name("annotations").object();
        out.name("dev.pinisi.oci.version").value(Help.VERSION);
        out.name("org.opencontainers.runc.checkpoint.enabled").value("true");
        out.end();
        out.name("potentiallyUnsafeConfigAnnotations").value(UNSAFE_ANNOTATIONS);
        Output.write(out.end() + "\n");
        return 0;
    }

    private static void linux(JsonWriter out) {
        out.name("namespaces").array();
        for (NamespaceKind kind : NamespaceKind.values()) {
            out.value(kind.type());
        }
        out.end().name("capabilities").array();
        for (int i = 0; i < CapabilityNames.count(); i++) {
            out.value(CapabilityNames.name(i));
        }
        out.end();
        out.name("cgroup").object();
        flag(out, "v1", true);
        flag(out, "v2", true);
        flag(out, "systemd", true);
        flag(out, "systemdUser", true);
        flag(out, "rdma", true);
        out.end();
        out.name("seccomp").object();
        flag(out, "enabled", true);
        out.name("actions").value(SECCOMP_ACTIONS);
        out.name("operators").value(SECCOMP_OPERATORS);
        out.name("archs").value(SECCOMP_ARCHITECTURES);
        out.name("knownFlags").value(SECCOMP_FLAGS);
        out.name("supportedFlags").value(SECCOMP_FLAGS);
        out.end();
        enabled(out, "apparmor", true);
        enabled(out, "selinux", true);
        out.name("memoryPolicy").object();
        out.name("modes").value(MemoryPolicyConfig.MODES);
        out.name("flags").value(MemoryPolicyConfig.FLAGS);
        out.end();
        out.name("intelRdt").object();
        flag(out, "enabled", true);
        flag(out, "schemata", true);
        flag(out, "monitoring", true);
        out.end();
        out.name("mountExtensions").object();
        enabled(out, "idmap", true);
        out.end();
        enabled(out, "netDevices", true);
    }

    private static void enabled(JsonWriter out, String name, boolean value) {
        out.name(name).object();
        flag(out, "enabled", value);
        out.end();
    }

    private static void flag(JsonWriter out, String name, boolean value) {
        out.name(name).value(value);
    }
}
