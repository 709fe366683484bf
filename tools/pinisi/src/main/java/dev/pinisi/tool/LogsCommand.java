package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
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
                .flag("follow,f", "Follow log output")
                .flag("names,n", "Output the container name in the log")
                .string(
                        "since",
                        "Show logs since this time: 2026-01-02T15:04:05Z, 1767366245, or 10m for ten minutes ago")
                .integer("tail", "Output only so many lines from the end of the logs; -1 for all", "-1")
                .flag("timestamps,t", "Output the timestamps in the log")
                .string("until", "Show logs until this time")
                .unsupported("color");
    }

    @Override
    public int run(Invocation call) {
        if (call.words().isEmpty() && !call.flag("latest")) {
            throw new CommandException("specify at least one container name or ID to log");
        }
        LogOptions options = options(call);
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 8192);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        return Each.of(call.console(), Targets.several(call), target -> {
            call.containers().get(target).logs(options, out, err);
            flush(out);
        });
    }

    private static LogOptions options(Invocation call) {
        long tail = call.arguments().number("tail");
        return new LogOptions(
                call.flag("follow"),
                tail < 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(Integer.MAX_VALUE, tail)),
                time(call, "since"),
                time(call, "until"),
                call.flag("timestamps"),
                call.flag("names"));
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
