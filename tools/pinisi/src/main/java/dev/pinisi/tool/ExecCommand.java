package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.ExecSpec;
import java.util.List;
import java.util.Optional;

/** {@code exec}. */
final class ExecCommand implements Command {
    /** podman's exit code where the container does not run. */
    private static final int NOT_RUNNING = 255;

    @Override
    public Manual manual() {
        return new Manual(
                "Run a process in a running container",
                "Executes a command inside a running container, and ends with its exit code.",
                "[options] CONTAINER COMMAND [ARG...]",
                List.of("exec -it ctrID ls", "exec -it -w /tmp myCtr pwd", "exec --user root ctrID ls"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = Targets.latest(new OptionTable().optionsFirst())
                .string("cidfile", "File to read the container ID from")
                .flag("detach,d", "Run the process in the background")
                .array("env,e", "Set environment variables")
                .array("env-file", "Read in a file of environment variables")
                .flag("interactive,i", "Make STDIN available to the contained process")
                .flag("privileged", "Give the process extended Linux capabilities inside the container")
                .flag("tty,t", "Allocate a pseudo-TTY")
                .string("user,u", "User name or UID, optionally with group: `name`[:group]")
                .string("workdir,w", "Working directory inside the container");
        return Attachment.detachKeys(table).unsupported("no-session preserve-fd preserve-fds");
    }

    @Override
    public int run(Invocation call) {
        List<String> words = Targets.oneAndRest(call);
        Arguments arguments = call.arguments();
        if (arguments.has("cidfile")) {
            words.add(0, Targets.idIn(arguments.string("cidfile"), false));
        }
        if (words.isEmpty()) {
            throw new CommandException("exec requires the name or ID of a container or the --latest or --cidfile flag");
        }
        Container container = call.containers().get(words.get(0));
        ExecSpec spec = spec(arguments, words.subList(1, words.size()));
        try {
            return run(call, container, spec);
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.WRONG_STATE) {
                throw new CommandException(NOT_RUNNING, Failure.message(e));
            }
            throw e;
        }
    }

    private static int run(Invocation call, Container container, ExecSpec spec) {
        if (call.flag("detach")) {
            call.out().println(container.execDetached(spec));
            return 0;
        }
        return container.exec(spec, Attachment.streams(call, call.flag("interactive")));
    }

    private static ExecSpec spec(Arguments arguments, List<String> command) {
        if (command.isEmpty()) {
            throw new CommandException("exec requires a command to run behind the container's name");
        }
        return new ExecSpec(
                command,
                new Environment(System.getenv()).read(arguments),
                text(arguments, "user"),
                text(arguments, "workdir"),
                arguments.flag("tty"),
                arguments.flag("interactive"),
                arguments.flag("privileged"));
    }

    private static Optional<String> text(Arguments arguments, String option) {
        String value = arguments.string(option);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
