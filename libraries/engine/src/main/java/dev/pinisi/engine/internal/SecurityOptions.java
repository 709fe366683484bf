package dev.pinisi.engine.internal;

import dev.pinisi.engine.SecuritySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects {@code --cap-add}, {@code --cap-drop}, {@code --privileged}, {@code --read-only} and {@code --security-opt}. */
public final class SecurityOptions {
    private final List<String> capAdd = new ArrayList<>();
    private final List<String> capDrop = new ArrayList<>();
    private final List<String> mask = new ArrayList<>();
    private final List<String> unmask = new ArrayList<>();
    private boolean privileged;
    private boolean readOnly;
    private boolean readOnlyTmpfs = true;
    private boolean noNewPrivileges;
    private String seccomp = "default";
    private String apparmor = "";

    public void addCapability(String name) {
        capAdd.add(capability("--cap-add", name));
    }

    public void dropCapability(String name) {
        capDrop.add(capability("--cap-drop", name));
    }

    public void privileged(boolean on) {
        privileged = on;
    }

    public void readOnly(boolean on) {
        readOnly = on;
    }

    public void readOnlyTmpfs(boolean on) {
        readOnlyTmpfs = on;
    }

    /** One {@code --security-opt}; both {@code key=value} and the older {@code key:value} are read. */
    public void option(String text) {
        int split = text.indexOf('=');
        if (split < 0) {
            split = text.indexOf(':');
        }
        String key = split < 0 ? text : text.substring(0, split);
        String value = split < 0 ? "" : text.substring(split + 1);
        switch (key) {
            case "no-new-privileges" -> noNewPrivileges = value.isEmpty() || value.equals("true");
            case "seccomp" -> seccomp = seccompProfile(value);
            case "apparmor" -> apparmor = value;
            case "mask" -> addPaths(mask, value);
            case "unmask" -> addPaths(unmask, value);
            // labels are SELinux's; where it is off they mean nothing, as with podman
            case "label" -> {}
            default ->
                throw Invalid.option(
                        "--security-opt",
                        text,
                        "must be seccomp=, no-new-privileges, apparmor=, label=, mask= or unmask=");
        }
    }

    public SecuritySettings settings() {
        return new SecuritySettings(
                List.copyOf(capAdd),
                List.copyOf(capDrop),
                privileged,
                readOnly,
                readOnlyTmpfs,
                noNewPrivileges,
                seccomp,
                apparmor,
                List.copyOf(mask),
                List.copyOf(unmask));
    }

    private static String capability(String option, String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("ALL") || upper.equals("CAP_ALL")) {
            return "ALL";
        }
        String full = upper.startsWith("CAP_") ? upper : "CAP_" + upper;
        if (!Capabilities.exists(full)) {
            throw Invalid.option(option, name, "there is no capability of that name; see capabilities(7)");
        }
        return full;
    }

    private static String seccompProfile(String value) {
        return value.equals("unconfined") || value.equals("default")
                ? value
                : Path.of(value).toAbsolutePath().normalize().toString();
    }

    private static void addPaths(List<String> paths, String text) {
        int start = 0;
        while (start <= text.length()) {
            int colon = text.indexOf(':', start);
            int end = colon < 0 ? text.length() : colon;
            if (end > start) {
                paths.add(text.substring(start, end));
            }
            start = end + 1;
        }
    }
}
