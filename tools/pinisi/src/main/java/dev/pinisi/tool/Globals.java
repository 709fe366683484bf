package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.EngineOptions;
import java.nio.file.Path;
import java.util.List;

/** The options before the command. */
final class Globals {
    private static final List<String> LEVELS =
            List.of("trace", "debug", "info", "warn", "warning", "error", "fatal", "panic");

    private Globals() {}

    /** What stands before the command: the options of all commands, and {@code --version}. */
    static OptionTable toolTable() {
        return table().optionsFirst().flag("version,v", "Print the version");
    }

    /** What may stand anywhere. */
    static OptionTable table() {
        return new OptionTable()
                .string("root", "`Path` to the folder where images, containers and volumes are stored")
                .string("runroot", "`Path` to the folder for state that ends with the boot")
                .string("runtime", "OCI runtime to run containers with, by `path` or name (default \"pinisi-oci\")")
                .string(
                        "monitor",
                        "Monitor to start for each container, by `path` or name (default \"pinisi-monitor\")")
                .string("storage-driver", "Storage driver: overlay, btrfs or vfs (default: the first that works here)")
                .array(
                        "storage-opt",
                        "Options of the store: overlay.mountopt=, overlay.mount_program=, size=, additionalimagestore=")
                .string("cgroup-manager", "Cgroup manager; only cgroupfs is supported", "cgroupfs")
                .string(
                        "log-level",
                        "Log messages at and above this level (trace, debug, info, warn, warning, error, fatal, panic)",
                        "warn")
                .alias("conmon", "monitor")
                .unsupported("cdi-spec-dir config connection events-backend hooks-dir identity imagestore module"
                        + " network-cmd-path network-config-dir out remote runtime-flag ssh syslog tls-ca"
                        + " tls-cert tls-key tmpdir transient-store url volumepath");
    }

    /** What was given behind the command counts more than what was given before it. */
    static EngineOptions engineOptions(Arguments before, Arguments behind) {
        EngineOptions options = apply(before, EngineOptions.defaults());
        if (before.has("storage-opt")) {
            options = options.withStorageOptions(before.list("storage-opt"));
        }
        options = apply(behind, options);
        // run and create have an option of that name of their own
        return behind.has("storage-opt") && behind.inherits("storage-opt")
                ? options.withStorageOptions(behind.list("storage-opt"))
                : options;
    }

    private static EngineOptions apply(Arguments given, EngineOptions start) {
        check(given);
        EngineOptions options = start;
        if (given.has("root")) {
            options = options.withRoot(Path.of(given.string("root")));
        }
        if (given.has("runroot")) {
            options = options.withRunRoot(Path.of(given.string("runroot")));
        }
        if (given.has("runtime")) {
            options = options.withRuntime(given.string("runtime"));
        }
        if (given.has("monitor")) {
            options = options.withMonitor(given.string("monitor"));
        }
        if (given.has("storage-driver")) {
            options = options.withStorageDriver(given.string("storage-driver"));
        }
        return options;
    }

    private static void check(Arguments given) {
        String level = given.string("log-level");
        if (!LEVELS.contains(level)) {
            throw new CommandException(
                    1, "log level \"" + level + "\" is not supported, choose from: " + String.join(", ", LEVELS));
        }
        if (!given.string("cgroup-manager").equals("cgroupfs")) {
            throw new CommandException(
                    "--cgroup-manager " + given.string("cgroup-manager") + " is not supported: use cgroupfs");
        }
    }
}
