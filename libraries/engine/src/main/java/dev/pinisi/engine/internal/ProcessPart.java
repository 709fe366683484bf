package dev.pinisi.engine.internal;

import dev.pinisi.engine.ProcessSettings;
import dev.pinisi.engine.SecuritySettings;
import dev.pinisi.engine.Ulimit;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The member {@code process} of config.json. */
final class ProcessPart {
    /** Where the small init is seen in the container. */
    static final String INIT = "/run/podman-init";

    private static final long DEFAULT_NOFILE = 1_048_576;
    private static final long DEFAULT_NPROC = 4_194_304;
    private static final int DEFAULT_UMASK = 0022;

    private final SpecInput input;
    private final ProcessSettings process;
    private final JsonWriter out;

    ProcessPart(SpecInput input, JsonWriter out) {
        this.input = input;
        this.process = input.record().spec().process();
        this.out = out;
    }

    void write(List<String> granted) {
        SecuritySettings security = input.record().spec().security();
        out.object();
        if (process.terminal()) {
            out.name("terminal").value(true);
        }
        user(out, input.user(), process.umask().orElse(DEFAULT_UMASK));
        out.name("args").value(arguments(process));
        environment();
        out.name("cwd").value(process.workdir().isEmpty() ? "/" : process.workdir());
        out.name("capabilities");
        capabilities(out, granted, ambient(granted, security));
        rlimits();
        if (security.noNewPrivileges()) {
            out.name("noNewPrivileges").value(true);
        }
        if (!security.apparmor().isEmpty()) {
            out.name("apparmorProfile").value(security.apparmor());
        }
        if (process.oomScoreAdj().isPresent()) {
            out.name("oomScoreAdj").value(process.oomScoreAdj().getAsInt());
        }
        out.end();
    }

    static void user(JsonWriter out, User user, int umask) {
        out.name("user").object().name("uid").value(user.uid()).name("gid").value(user.gid());
        out.name("umask").value(umask);
        if (!user.groups().isEmpty()) {
            out.name("additionalGids").array();
            for (int group : user.groups()) {
                out.value(group);
            }
            out.end();
        }
        out.end();
    }

    /** What a user other than root keeps over exec: what was asked for by name, as with podman. */
    private List<String> ambient(List<String> granted, SecuritySettings security) {
        if (input.user().uid() == 0 || security.capAdd().isEmpty()) {
            return List.of();
        }
        List<String> kept = new ArrayList<>();
        for (String capability : granted) {
            if (security.capAdd().contains(capability) || security.capAdd().contains("ALL")) {
                kept.add(capability);
            }
        }
        return kept;
    }

    /**
     * The five sets. Root has all that is granted; others have only what is ambient, though setuid programs may gain
     * the rest through the bounding set.
     */
    private void capabilities(JsonWriter writer, List<String> granted, List<String> ambient) {
        List<String> held = input.user().uid() == 0 ? granted : ambient;
        writer.object().name("bounding").value(granted);
        writer.name("effective").value(held).name("permitted").value(held);
        if (!ambient.isEmpty()) {
            writer.name("inheritable").value(ambient).name("ambient").value(ambient);
        }
        writer.end();
    }

    /** What is executed in the container. */
    static List<String> arguments(ProcessSettings process) {
        List<String> arguments = new ArrayList<>();
        if (!process.init().isEmpty()) {
            arguments.add(INIT);
            arguments.add("--");
        }
        arguments.addAll(process.entrypoint().orElse(List.of()));
        arguments.addAll(process.command());
        return arguments;
    }

    private void environment() {
        out.name("env").array();
        for (Map.Entry<String, String> variable : process.env().entrySet()) {
            out.value(variable.getKey() + "=" + variable.getValue());
        }
        if (!process.env().containsKey("HOME") && !process.unsetEnv().contains("HOME")) {
            out.value("HOME=" + input.user().home());
        }
        if (!process.env().containsKey("HOSTNAME") && !process.unsetEnv().contains("HOSTNAME")) {
            out.value("HOSTNAME=" + SpecGenerator.hostname(input.record()));
        }
        out.end();
    }

    private void rlimits() {
        out.name("rlimits").array();
        boolean host = false;
        for (Ulimit limit : process.ulimits()) {
            host |= limit.name().equals("host");
            if (!limit.name().equals("host")) {
                rlimit(limit.name(), limit.soft(), limit.hard());
            }
        }
        if (!host && !isSet("nofile")) {
            rlimit("nofile", DEFAULT_NOFILE, DEFAULT_NOFILE);
        }
        if (!host && !isSet("nproc")) {
            rlimit("nproc", DEFAULT_NPROC, DEFAULT_NPROC);
        }
        out.end();
    }

    private boolean isSet(String name) {
        for (Ulimit limit : process.ulimits()) {
            if (limit.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Not above the host's hard limit, which root without CAP_SYS_RESOURCE cannot raise. */
    private void rlimit(String name, long soft, long hard) {
        long ceiling = input.host().hardLimits().getOrDefault(name, -1L);
        out.object().name("type").value("RLIMIT_" + name.toUpperCase(Locale.ROOT));
        limit("hard", lower(hard, ceiling));
        limit("soft", lower(soft, ceiling));
        out.end();
    }

    private static long lower(long limit, long ceiling) {
        return ceiling >= 0 && (limit < 0 || limit > ceiling) ? ceiling : limit;
    }

    /** No limit is the largest number of 64 bits without a sign. */
    private void limit(String name, long value) {
        out.name(name);
        if (value < 0) {
            out.json("18446744073709551615");
        } else {
            out.value(value);
        }
    }
}
