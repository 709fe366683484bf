package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonException;
import dev.pinisi.oci.cgroup.CgroupException;
import dev.pinisi.oci.kernel.Arguments;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Identification;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.state.StateStore;
import java.util.List;

/** The whole command line: global options, then a command. Errors become one line and an exit code here. */
public final class Program {
    private static final String[] GLOBAL = {
        "root=", "log=", "log-format=", "debug", "systemd-cgroup", "rootless=", "version/v", "help/h", "criu="
    };

    private static final String COMMANDS = " create run start kill delete state exec pause resume ps events update plan"
            + " spec features list checkpoint restore help ";

    private static final int FAILURE = 1;
    private static final int EXEC_FAILURE = 255;
    private static final int PLAN_FAILURE = 2;

    private Program() {}

    /** Runs a command; the result is the exit code. */
    public static int run(List<String> arguments) {
        Log log = Log.toStandardError();
        int failure = FAILURE;
        try {
            Flags global = Flags.parse("pinisi-oci", arguments, GLOBAL);
            log = Log.open(
                    global.value("log", ""), global.value("log-format", "text").equals("json"), global.has("debug"));
            failure = failureOf(global);
            return run(global, log);
        } catch (JsonException e) {
            log.error("config.json: " + e.getMessage());
        } catch (CgroupException e) {
            log.error(e.action() + ": " + Errno.message(e.errno()));
        } catch (RuntimeException e) {
            String message = e.getMessage();
            log.error(message == null ? e.toString() : message);
        }
        return failure;
    }

    /** A program's own exit status may be anything from 0 up; so exec fails with what is rarely one. As diff(1), plan by 2. */
    private static int failureOf(Flags global) {
        return switch (global.rest().isEmpty() ? "" : global.rest().get(0)) {
            case "exec" -> EXEC_FAILURE;
            case "plan" -> PLAN_FAILURE;
            default -> FAILURE;
        };
    }

    private static int run(Flags global, Log log) {
        if (global.has("version")) {
            return Help.version();
        }
        if (global.has("help") || global.rest().isEmpty() || asksForHelp(global.rest())) {
            return Help.print();
        }
        List<String> rest = global.rest();
        StateStore store = new StateStore(global.value("root", defaultRoot()));
        return dispatch(
                new Invocation(rest.get(0), rest.subList(1, rest.size()), store, global.has("systemd-cgroup"), log));
    }

    /** Of commands that are there: engines ask for the help of others to find out whether they are. */
    private static boolean asksForHelp(List<String> command) {
        return command.size() > 1
                && (command.get(1).equals("--help") || command.get(1).equals("-h"))
                && COMMANDS.indexOf(" " + command.get(0) + " ") >= 0;
    }

    private static int dispatch(Invocation invocation) {
        return switch (invocation.command()) {
            case "create" -> CreateCommand.create(invocation);
            case "run" -> CreateCommand.run(invocation);
            case "start" -> LifeCommands.start(invocation);
            case "kill" -> LifeCommands.kill(invocation);
            case "delete" -> LifeCommands.delete(invocation);
            case "state" -> StateCommand.run(invocation);
            case "exec" -> ExecCommand.run(invocation);
            case "pause" -> PauseCommands.pause(invocation);
            case "resume" -> PauseCommands.resume(invocation);
            case "ps" -> PauseCommands.ps(invocation);
            case "events" -> EventsCommand.run(invocation);
            case "update" -> PauseCommands.update(invocation);
            case "plan" -> PlanCommand.run(invocation);
            case "spec" -> SpecCommand.run(invocation);
            case "features" -> FeaturesCommand.run(invocation);
            case "checkpoint" -> CheckpointCommands.checkpoint(invocation);
            case "restore" -> CheckpointCommands.restore(invocation);
            case "list" -> ListCommand.run(invocation);
            case "help" -> Help.print();
            default -> throw new UsageException("unknown command " + invocation.command() + "; see pinisi-oci help");
        };
    }

    private static String defaultRoot() {
        String runtime = Arguments.variable("XDG_RUNTIME_DIR");
        boolean root = Processes.effectiveUid() == 0;
        if (root && (runtime.isEmpty() || Identification.inInitialUserNamespace())) {
            return "/run/pinisi-oci";
        }
        return runtime.isEmpty() ? "/tmp/pinisi-oci-" + Processes.effectiveUid() : runtime + "/pinisi-oci";
    }
}
