package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.EngineOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The monitor's command line, conmon's. */
final class MonitorArguments {
    /** Where a runtime says why it failed; in the bundle. */
    static final String RUNTIME_LOG = "oci-log";

    private final List<String> arguments = new ArrayList<>();

    private MonitorArguments() {}

    /** For the creation of a container. */
    static List<String> create(
            ContainerRecord record,
            ContainerFiles files,
            RuntimeCommand runtime,
            EngineOptions options,
            Optional<Path> launcher) {
        ContainerSpec spec = record.spec();
        MonitorArguments line = new MonitorArguments();
        line.common(record, runtime, files.bundle(), files.bundle().resolve("pidfile"));
        line.add("-u", record.id());
        line.add("--exit-dir", files.exits().toString());
        if (!spec.autoRemove()) {
            // what goes away when it ends has no status to keep: the monitor need not wait for the disk
            line.add("--persist-dir", files.directory().toString());
        }
        line.add("--conmon-pidfile", files.monitorPid().toString());
        line.add("-l", log(spec, files));
        if (spec.log().maxSize() > 0) {
            line.add("--log-size-max", Long.toString(spec.log().maxSize()));
        }
        if (!spec.log().tag().isEmpty()) {
            line.add("--log-tag", spec.log().tag());
        }
        if (spec.autoRemove()) {
            line.arguments.add("--no-sync-log");
        }
        if (spec.timeout() > 0) {
            line.add("--timeout", Integer.toString(spec.timeout()));
        }
        line.streams(spec.process().terminal(), spec.process().stdin());
        if (launcher.isPresent()) {
            line.exitCommand(launcher.get(), options, files);
        }
        return line.arguments;
    }

    /** For a further command in a running container. */
    static List<String> exec(
            ContainerRecord record, RuntimeCommand runtime, ExecFiles files, boolean terminal, boolean stdin) {
        MonitorArguments line = new MonitorArguments();
        line.common(record, runtime, files.directory(), files.pid());
        line.add("-u", files.session());
        line.add("--exit-dir", files.directory().toString());
        line.add("-l", "none");
        line.arguments.add("-e");
        line.add("--exec-process-spec", files.process().toString());
        line.streams(terminal, stdin);
        return line.arguments;
    }

    private void common(ContainerRecord record, RuntimeCommand runtime, Path bundle, Path pidFile) {
        arguments.add("--api-version");
        arguments.add("1");
        add("-c", record.id());
        add("-n", record.name());
        add("-r", runtime.program().toString());
        for (String argument : runtime.globalArguments()) {
            // conmon's option parser takes what begins with a dash only after an equals sign
            arguments.add("--runtime-arg=" + argument);
        }
        arguments.add("--runtime-arg=--log-format=json");
        arguments.add("--runtime-arg=--log=" + bundle.resolve(RUNTIME_LOG));
        add("-b", bundle.toString());
        add("-p", pidFile.toString());
        arguments.add("--full-attach");
        add("--log-level", "error");
    }

    private static String log(ContainerSpec spec, ContainerFiles files) {
        return spec.log().driver().equals("none") ? "none" : "k8s-file:" + logPath(spec, files);
    }

    static Path logPath(ContainerSpec spec, ContainerFiles files) {
        return spec.log().path().isEmpty()
                ? files.log()
                : Path.of(spec.log().path()).toAbsolutePath();
    }

    /** A terminal takes input in any case; with {@code -i}, it would be closed when the first client leaves. */
    private void streams(boolean terminal, boolean stdin) {
        if (terminal) {
            arguments.add("-t");
        } else if (stdin) {
            arguments.add("-i");
        }
    }

    private void exitCommand(Path launcher, EngineOptions options, ContainerFiles files) {
        add("--exit-command", launcher.toString());
        exitArguments("--root", options.root().toString());
        exitArguments("--runroot", options.runRoot().toString());
        if (!options.storageDriver().isEmpty()) {
            exitArguments("--storage-driver", options.storageDriver());
        }
        exitArguments("container", "cleanup");
        exitArguments("--attended", files.attended().toString());
        exitArguments(files.id());
    }

    private void exitArguments(String... words) {
        for (String word : words) {
            arguments.add("--exit-command-arg=" + word);
        }
    }

    private void add(String option, String value) {
        arguments.add(option);
        arguments.add(value);
    }
}
