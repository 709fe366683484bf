package dev.pinisi.oci.plan;

import dev.pinisi.oci.config.LandlockRule;
import dev.pinisi.oci.config.MemoryPolicyConfig;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.config.NetworkDeviceConfig;
import java.util.ArrayList;
import java.util.List;

/** Words for steps: what a person reads before it is done. */
public final class StepText {
    private StepText() {}

    /** One line. */
    public static String of(Step step) {
        return switch (step) {
            case Step.JoinNamespace s -> "join " + s.kind().type() + " namespace " + s.path();
            case Step.EnterContainer s -> "enter the container's namespaces: " + namespaces(s.kinds());
            case Step.AwaitMappings s -> "wait until the user namespace is mapped";
            case Step.JoinCgroup s -> "wait until the control groups are made, and join them";
            case Step.NewCgroupNamespace s -> "make a cgroup namespace";
            case Step.BecomeNamespaceRoot s -> "become user 0 and group 0 of the user namespace";
            case Step.NewSessionKeyring s -> "make session keyring " + s.name();
            case Step.LoopbackUp s -> "set the loopback interface up";
            case Step.NetworkDevices s -> "have network devices moved in:" + devices(s.devices());
            case Step.Hostname s -> "set hostname " + s.name();
            case Step.Domainname s -> "set domain name " + s.name();
            case Step.HostPropagation s -> "make " + s.path() + " " + flags(s.flags());
            case Step.EnterRoot s -> "enter root file system " + s.path();
            case Step.ChangeRoot s -> "change the root to " + s.path();
            case Step.RuntimeHooks s -> "run hooks prestart and createRuntime in the runtime's namespaces";
            case Step.ContainerHooks s -> "run " + s.hooks().size() + " " + s.stage() + " hooks";
            case Step.PivotRoot s ->
                (s.byMoving() ? "move" : "pivot to") + " the root file system"
                        + (s.propagation() == 0 ? "" : ", then make / " + flags(s.propagation()));
            case Step.Console s ->
                "open a terminal" + (s.mounted() ? ", bind it on /dev/console," : "")
                        + " and send it over the console socket";
            default -> files(step);
        };
    }

    private static String files(Step step) {
        return switch (step) {
            case Step.MountFileSystem s ->
                "mount " + s.type() + (s.source().equals(s.type()) ? "" : " " + s.source())
                        + " on " + s.destination() + options(s.flags(), s.data())
                        + (s.copyUp() ? ", with a copy of what it covers" : "")
                        + (s.substitute().isEmpty() ? "" : ", or bind the host's " + s.substitute());
            case Step.Bind s ->
                "bind " + s.source() + " on " + s.destination()
                        + options(
                                s.set() | (s.recursive() ? MountFlag.RECURSIVE : 0),
                                s.mappings().isEmpty() ? "" : "idmap");
            case Step.Propagation s -> "make " + s.destination() + " " + flags(s.flags());
            case Step.RecursiveAttributes s ->
                "set attributes 0x" + Long.toHexString(s.set()) + ", clear 0x" + Long.toHexString(s.cleared()) + " of "
                        + s.destination() + " and all below";
            case Step.MakeNode s ->
                "make device " + s.path() + " " + s.type() + " " + s.major() + ":" + s.minor() + " mode "
                        + Integer.toOctalString(s.mode()) + owner(s.uid(), s.gid());
            case Step.BindDevice s -> "bind the host's " + s.path();
            case Step.Link s -> "link " + s.path() + " -> " + s.target();
            case Step.OwnNullDevice s -> "open /dev/null for standard streams that are the host's";
            case Step.MakeDirectory s -> "make directory " + s.path() + " if it is missing";
            case Step.RemountReadonly s -> "make " + s.path() + " read-only";
            case Step.Mask s -> "mask " + s.path();
            case Step.MakeReadonly s -> "bind " + s.path() + " read-only";
            case Step.Sysctl s -> "set sysctl " + s.name() + " = " + s.value();
            default -> process(step);
        };
    }

    private static String process(Step step) {
        return switch (step) {
            case Step.OomScore s -> "set oom_score_adj " + s.adjustment();
            case Step.Limit s ->
                "limit " + s.type() + " " + Long.toUnsignedString(s.soft()) + " " + Long.toUnsignedString(s.hard());
            case Step.Scheduler s ->
                "set scheduling policy " + s.policy() + " nice " + s.nice() + " priority " + s.priority();
            case Step.MemoryPolicy s ->
                "set memory policy "
                        + MemoryPolicyConfig.MODES.get(s.mode() & MemoryPolicyConfig.MODE_BITS)
                        + (s.nodes().isEmpty() ? "" : " of nodes " + s.nodes());
            case Step.CpuAffinity s -> "run on CPUs " + s.cpus();
            case Step.Personality s -> "set execution domain " + (s.value() == 0 ? "LINUX" : "LINUX32");
            case Step.IoPriority s -> "set I/O priority class " + (s.value() >> 13) + " level " + (s.value() & 0x1fff);
            case Step.BoundingSet s -> "bound capabilities to" + capabilities(s.mask());
            case Step.Identity s ->
                "become user " + Integer.toUnsignedString(s.uid()) + " group "
                        + Integer.toUnsignedString(s.gid()) + " with groups " + groups(s.groups()) + " umask 0"
                        + Integer.toOctalString(s.umask());
            case Step.Capabilities s ->
                "set capabilities effective" + capabilities(s.effective()) + "; permitted"
                        + capabilities(s.permitted()) + "; inheritable" + capabilities(s.inheritable()) + "; ambient"
                        + capabilities(s.ambient());
            case Step.NoNewPrivileges s -> "forbid new privileges";
            case Step.Filter s -> "install the seccomp filter";
            case Step.ExecLabel s -> "apply " + s.module() + " label " + s.value() + " on exec";
            case Step.Landlock s -> "allow by Landlock only" + rules(s.rules());
            case Step.WorkingDirectory s -> "change directory to " + s.path();
            case Step.FindProgram s -> "find program " + s.name();
            case Step.AwaitStart s -> "report that the container is created, and wait for its start";
            case Step.End s -> "end: there is no process to become";
            case Step.Execute s -> "execute " + String.join(" ", s.args());
            default -> throw new IllegalStateException("a step without words");
        };
    }

    /** The names of CLONE_NEW… flags, with blanks between. */
    public static String namespaces(long kinds) {
        return String.join(" ", namespaceNames(kinds));
    }

    /** The names of CLONE_NEW… flags, in a fixed order. */
    static List<String> namespaceNames(long kinds) {
        List<String> names = new ArrayList<>();
        for (NamespaceKind kind : NamespaceKind.values()) {
            if ((kinds & kind.flag()) != 0) {
                names.add(kind.type());
            }
        }
        return names;
    }

    private static String groups(List<Integer> groups) {
        if (groups.isEmpty()) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        for (int group : groups) {
            text.append(text.length() == 0 ? "" : " ").append(Integer.toUnsignedString(group));
        }
        return text.toString();
    }

    private static String devices(List<NetworkDeviceConfig> devices) {
        StringBuilder text = new StringBuilder();
        for (NetworkDeviceConfig device : devices) {
            text.append(' ').append(device.name());
            text.append(device.newName().equals(device.name()) ? "" : " as " + device.newName());
        }
        return text.toString();
    }

    private static String rules(List<LandlockRule> rules) {
        StringBuilder text = new StringBuilder();
        for (LandlockRule rule : rules) {
            text.append(' ').append(rule.right().word()).append(':').append(rule.path());
        }
        return text.toString();
    }

    private static String flags(long flags) {
        return String.join(" ", MountFlag.names(flags));
    }

    private static String options(long flags, String data) {
        List<String> all = new ArrayList<>(MountFlag.names(flags));
        if (!data.isEmpty()) {
            all.add(data);
        }
        return all.isEmpty() ? "" : " (" + String.join(",", all) + ")";
    }

    private static String owner(int uid, int gid) {
        return uid == 0 && gid == 0 ? "" : " owner " + uid + ":" + gid;
    }

    private static String capabilities(long mask) {
        return mask == 0 ? " none" : " " + String.join(" ", CapabilityNames.names(mask));
    }
}
