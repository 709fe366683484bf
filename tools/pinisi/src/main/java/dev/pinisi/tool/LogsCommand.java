package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.LogOptions;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code logs}. */
final class LogsCommand implements Command {
    /** podman's, in its order: grey, red, yellow, blue, magenta, cyan, green. */
    private static final String[] COLORS = {
        "\033[37m", "\033[31m", "\033[33m", "\033[34m", "\033[35m", "\033[36m", "\033[32m"
    };

    @Override
    public Manual manual() {
        return new Manual(
                "Fetch the logs of one or more containers",
                "Prints what containers wrote to standard output and error.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("logs ctrID", "logs --tail 2 mywebserver", "logs --follow --since 10m ctrID"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable())
                .flag("color", "Output each container's log in a colour of its own")
                .flag("follow,f", "Follow log output")
                .flag("names,n", "With several containers, begin lines with names instead of IDs")
                .string(
                        "since",
                        "Show logs since this time: 2026-01-02T15:04:05Z, 1767366245, or 10m for ten minutes ago")
                .integer("tail", "Output only so many lines from the end of the logs; -1 for all", "-1")
                .flag("timestamps,t", "Output the timestamps in the log")
                .string("until", "Show logs until this time; 10m for ten minutes from now");
    }

    @Override
    public int run(Invocation call) {
        if (call.words().isEmpty() && !call.flag("latest")) {
            throw new CommandException("specify at least one container name or ID to log");
        }
        List<String> targets = Targets.several(call);
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 8192);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        return Each.of(call.console(), targets, target -> {
            Container container = call.containers().get(target);
            container.logs(options(call, container, target, targets), out, err);
            flush(out);
        });
    }

    /** Whose line it is needs to be said only where there are several containers. */
    private static LogOptions options(Invocation call, Container container, String target, List<String> targets) {
        long tail = call.arguments().number("tail");
        String name = call.flag("names") ? container.name() : ContainerText.shortId(container.id());
        return new LogOptions(
                call.flag("follow"),
                tail < 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(Integer.MAX_VALUE, tail)),
                time(call, "since"),
                time(call, "until"),
                call.flag("timestamps"),
                targets.size() > 1 ? name : "",
                call.flag("color") ? COLORS[targets.indexOf(target) % COLORS.length] : "");
    }

    private static Optional<Instant> time(Invocation call, String option) {
        String text = call.arguments().string(option);
        return text.isEmpty() ? Optional.empty() : Optional.of(PointInTime.parse("--" + option, text, Instant.now()));
    }

    private static void flush(OutputStream out) {
        try {
            out.flush();
        } catch (IOException e) {
            throw new CommandException("write output: " + e.getMessage(), e);
        }
    }
}
