package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.spec.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The options that stand before the command, or anywhere. */
final class Globals {
    private final Arguments before;
    private final Arguments after;
    private final Optional<ConfigPlaces> usual;

    private Globals(Arguments before, Arguments after, Optional<ConfigPlaces> usual) {
        this.before = before;
        this.after = after;
        this.usual = usual;
    }

    /**
     * What stood before and after the command's name.
     *
     * @param usual where configuration files are; empty: where this process's user has them
     */
    static Globals read(Arguments before, Arguments after, Optional<ConfigPlaces> usual) {
        Globals globals = new Globals(before, after, usual);
        if (globals.insecurePolicy() && globals.requireSigned()) {
            throw new Failure("--insecure-policy and --require-signed are mutually exclusive");
        }
        return globals;
    }

    /** What stands before the command: the options of all commands, and {@code --version}. */
    static OptionTable toolTable() {
        return table().optionsFirst().flag("version,v", "Version for " + ImageTool.NAME);
    }

    /** What may stand anywhere. */
    static OptionTable table() {
        return new OptionTable()
                .duration("command-timeout", "timeout for the command execution")
                .flag("debug", "enable debug output")
                .flag("insecure-policy", "run the tool without any policy check")
                .string("override-arch", "use `ARCH` instead of the architecture of the machine for choosing images")
                .string("override-os", "use `OS` instead of the running OS for choosing images")
                .string(
                        "override-variant",
                        "use `VARIANT` instead of the running architecture variant for choosing images")
                .string("policy", "Path to a trust policy file")
                .string("registries-conf", "")
                .string(
                        "registries.d",
                        "use registry configuration files in `DIR` (e.g. for container signature storage)")
                .flag("require-signed", "require any pulled image to be signed")
                .string("tmpdir", "directory used to store temporary files")
                .string("user-agent-prefix", "prefix to add to the user agent string")
                .unsupported("tls-details");
    }

    boolean debug() {
        return flag("debug");
    }

    boolean insecurePolicy() {
        return flag("insecure-policy");
    }

    boolean requireSigned() {
        return flag("require-signed");
    }

    Duration commandTimeout() {
        return (after.has("command-timeout") ? after : before).duration("command-timeout");
    }

    /** Where temporary files go: {@code --tmpdir}, else where containers-storage's and podman's do. */
    Path temporary() {
        String given = string("tmpdir");
        String variable = System.getenv("TMPDIR");
        return Path.of(!given.isEmpty() ? given : variable == null || variable.isEmpty() ? "/var/tmp" : variable);
    }

    /** The machine that an image is chosen for. */
    Platform platform() {
        Platform host = Platform.host();
        String os = string("override-os");
        String architecture = string("override-arch");
        String variant = string("override-variant");
        if (os.isEmpty() && architecture.isEmpty() && variant.isEmpty()) {
            return host;
        }
        return new Platform(
                os.isEmpty() ? host.os() : os,
                architecture.isEmpty() ? host.architecture() : architecture,
                variant.isEmpty() && architecture.isEmpty() ? host.variant() : variant);
    }

    /** Where the configuration files are: the user's places, but for the file that {@code --registries-conf} names. */
    ConfigPlaces places() {
        ConfigPlaces places = usual.isPresent() ? usual.get() : ConfigPlaces.ofThisProcess();
        String registries = string("registries-conf");
        if (registries.isEmpty()) {
            return places;
        }
        Map<String, String> environment = new HashMap<>(places.environment());
        environment.put("CONTAINERS_REGISTRIES_CONF", registries);
        return new ConfigPlaces(places.root(), environment, places.uid());
    }

    String userAgentPrefix() {
        return string("user-agent-prefix");
    }

    String policy() {
        return string("policy");
    }

    String registriesDirectory() {
        return string("registries.d");
    }

    private boolean flag(String name) {
        return before.flag(name) || after.flag(name);
    }

    private String string(String name) {
        String late = after.string(name);
        return late.isEmpty() ? before.string(name) : late;
    }
}
