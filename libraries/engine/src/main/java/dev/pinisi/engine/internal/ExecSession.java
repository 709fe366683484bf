package dev.pinisi.engine.internal;

import dev.pinisi.engine.AttachStreams;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.ExecSpec;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Runs one more command in a running container, under a monitor of its own. */
final class ExecSession {
    private final Parts parts;
    private final ContainerRecord record;
    private final ContainerFiles container;
    private final ExecSpec command;
    private final ExecFiles files;

    ExecSession(Parts parts, ContainerRecord record, ExecSpec command) {
        this.parts = parts;
        this.record = record;
        this.command = command;
        container = parts.store().files(record.id());
        files = ExecFiles.of(container, Ids.id());
    }

    String id() {
        return files.session();
    }

    /** Runs it with our streams; its exit code. */
    int attached(AttachStreams streams) {
        prepare();
        List<String> arguments = arguments();
        arguments.add("--exec-attach");
        try (MonitorProcess monitor =
                MonitorProcess.start(parts.spawn(), parts.programs().monitor(), arguments, true)) {
            monitor.awaitDoors();
            try (Attachment attachment = new Attachment(
                    parts.sockets(), files.attachSocket(), streams, command.terminal(), files.control())) {
                monitor.proceed();
                monitor.awaitPid("execute " + command.command().getFirst() + " in", record.id(), files.directory());
                attachment.begin();
                attachment.copyOutput(
                        () -> !AtomicFiles.readText(files.directory().resolve(record.id()))
                                .isEmpty());
            }
            OptionalInt code = monitor.awaitExitCode();
            return code.orElse(ContainerStatus.UNKNOWN);
        } finally {
            AtomicFiles.deleteTree(files.directory());
        }
    }

    /** Runs it and leaves it there. Its files go with the container's. */
    void detached() {
        prepare();
        try (MonitorProcess monitor =
                MonitorProcess.start(parts.spawn(), parts.programs().monitor(), arguments(), false)) {
            monitor.awaitPid("execute " + command.command().getFirst() + " in", record.id(), files.directory());
        }
    }

    private List<String> arguments() {
        return new ArrayList<>(
                MonitorArguments.exec(record, parts.runtime(record), files, command.terminal(), command.stdin()));
    }

    private void prepare() {
        if (!parts.status(container).running()) {
            throw new EngineException(
                    EngineException.Kind.WRONG_STATE,
                    record.name(),
                    "cannot execute in container " + record.name() + ": it does not run; start it first");
        }
        AtomicFiles.makeDirectories(files.directory());
        JsonCursor config = JsonCursor.parse(AtomicFiles.read(container.config())
                .orElseThrow(() -> new EngineException(
                        EngineException.Kind.DAMAGED_STATE,
                        record.name(),
                        "container " + record.name() + " runs, but " + container.config()
                                + " is gone: stop and start it again")));
        AtomicFiles.write(files.process(), process(config), false);
    }

    /** The container's own process description with what is different about this command. */
    private byte[] process(JsonCursor config) {
        JsonCursor process = config.field("process");
        User user = RootFiles.user(
                Path.of(config.field("root").field("path").string()),
                command.user().orElse(record.spec().process().user()),
                command.user().isPresent() ? List.of() : record.spec().process().groups());
        JsonWriter out = new JsonWriter().object();
        if (command.terminal()) {
            out.name("terminal").value(true);
        }
        ProcessPart.user(out, user, process.field("user").field("umask").intOr(0022));
        out.name("args").value(command.command());
        out.name("env").value(environment(process, user));
        out.name("cwd").value(command.workdir().orElse(process.field("cwd").string()));
        out.name("capabilities");
        capabilities(out, process.field("capabilities"), user);
        for (String member : List.of("rlimits", "apparmorProfile", "oomScoreAdj")) {
            if (process.field(member).isPresent()) {
                out.name(member).value(process.field(member).json());
            }
        }
        if (process.field("noNewPrivileges").boolOr(false) && !command.privileged()) {
            out.name("noNewPrivileges").value(true);
        }
        return out.end().bytes();
    }

    private void capabilities(JsonWriter out, JsonCursor own, User user) {
        List<String> bounding = command.privileged()
                ? Capabilities.granted(
                        true, List.of(), List.of(), HostFacts.read().boundingCapabilities())
                : own.field("bounding").strings();
        Json ambient = own.field("ambient").json();
        boolean root = user.uid() == 0 || command.privileged();
        List<String> held = root ? bounding : own.field("ambient").strings();
        out.object().name("bounding").value(bounding);
        out.name("effective").value(held).name("permitted").value(held);
        if (!(ambient instanceof Json.Null)) {
            out.name("inheritable").value(ambient).name("ambient").value(ambient);
        }
        out.end();
    }

    private List<String> environment(JsonCursor process, User user) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : process.field("env").strings()) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        if (command.terminal()) {
            variables.putIfAbsent("TERM", "xterm");
        }
        if (command.user().isPresent() && !record.spec().process().env().containsKey("HOME")) {
            variables.put("HOME", user.home());
        }
        variables.putAll(command.env());
        List<String> environment = new ArrayList<>(variables.size());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            environment.add(variable.getKey() + "=" + variable.getValue());
        }
        return environment;
    }
}
