package dev.pinisi.oci.cli;

import dev.pinisi.oci.config.CapabilityConfig;
import dev.pinisi.oci.config.ProcessConfig;
import dev.pinisi.oci.config.UserConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process like the container's own, changed by exec's options. */
final class ExecProcess {
    private final Flags flags;

    ExecProcess(Flags flags) {
        this.flags = flags;
    }

    ProcessConfig from(ProcessConfig own, List<String> args) {
        List<String> env = new ArrayList<>(own.env());
        for (String variable : flags.values("env")) {
            set(env, variable);
        }
        return new ProcessConfig(
                flags.has("tty"),
                0,
                0,
                user(own.user()),
                args,
                env,
                flags.value("cwd", own.cwd()),
                capabilities(own),
                own.rlimits(),
                flags.has("no-new-privs") || own.noNewPrivileges(),
                own.oomScoreAdj(),
                flags.value("apparmor", own.apparmorProfile()),
                flags.value("process-label", own.selinuxLabel()),
                own.scheduling());
    }

    private static void set(List<String> env, String variable) {
        String name = variable.substring(0, variable.indexOf('=') + 1);
        env.removeIf(earlier -> !name.isEmpty() && earlier.startsWith(name));
        env.add(variable);
    }

    private UserConfig user(UserConfig own) {
        List<Integer> groups = new ArrayList<>(own.additionalGids());
        for (String gid : flags.values("additional-gids")) {
            groups.add(id("additional-gids", gid));
        }
        String user = flags.value("user", "");
        if (user.isEmpty()) {
            return new UserConfig(own.uid(), own.gid(), own.umask(), groups);
        }
        int colon = user.indexOf(':');
        int uid = id("user", colon < 0 ? user : user.substring(0, colon));
        int gid = colon < 0 ? own.gid() : id("user", user.substring(colon + 1));
        return new UserConfig(uid, gid, own.umask(), groups);
    }

    private Optional<CapabilityConfig> capabilities(ProcessConfig own) {
        List<String> added = flags.values("cap");
        if (added.isEmpty() || own.capabilities().isEmpty()) {
            return own.capabilities();
        }
        CapabilityConfig sets = own.capabilities().get();
        return Optional.of(new CapabilityConfig(
                plus(sets.bounding(), added),
                plus(sets.effective(), added),
                sets.inheritable(),
                plus(sets.permitted(), added),
                sets.ambient()));
    }

    private static List<String> plus(List<String> set, List<String> added) {
        List<String> all = new ArrayList<>(set);
        for (String name : added) {
            all.add(name.startsWith("CAP_") ? name : "CAP_" + name);
        }
        return all;
    }

    private static int id(String option, String text) {
        try {
            return (int) Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UsageException("exec: --" + option + ": \"" + text + "\" is not a numeric id");
        }
    }
}
