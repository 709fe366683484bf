package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.AttachStreams;
import dev.pinisi.engine.Container;
import java.util.List;

/** {@code run}. */
final class RunCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Run a command in a new container",
                "Creates a container from an image, starts it, and stays attached until it ends, unless --detach is given.\n"
                        + "Ends with the exit code of the command; with 125 if pinisi itself failed, with 126 if the"
                        + " command cannot be executed, with 127 if it is not there.",
                "[options] IMAGE [COMMAND [ARG...]]",
                List.of(
                        "run -it --rm busybox sh",
                        "run -d --name web -p 8080:80 -v .:/www busybox httpd -f -h /www",
                        "run --network=none --read-only --memory 64m busybox true"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = ContainerOptions.table()
                .flag("detach,d", "Run container in background and print container ID")
                .unsupported("passwd permissive preserve-fd preserve-fds rmi");
        return Attachment.options(table);
    }

    @Override
    public int run(Invocation call) {
        AttachStreams streams = streams(call);
        if (call.flag("tty") && !call.flag("detach") && !call.console().isTerminal(0)) {
            call.console()
                    .warn("The input device is not a TTY. The --tty and --interactive flags might not work properly");
        }
        Container container = new Creation(call).create(true);
        if (call.flag("detach")) {
            startDetached(call, container);
            return 0;
        }
        return Attachment.exitCode(container.startAttached(streams));
    }

    private static void startDetached(Invocation call, Container container) {
        container.start();
        call.out().println(container.id());
    }

    private static AttachStreams streams(Invocation call) {
        AttachStreams usual = Attachment.streams(call, call.flag("interactive"));
        List<String> named = call.arguments().list("attach");
        if (named.isEmpty()) {
            return usual;
        }
        for (String stream : named) {
            if (!stream.equals("stdin") && !stream.equals("stdout") && !stream.equals("stderr")) {
                throw new CommandException(
                        "invalid stream \"" + stream + "\" for --attach - must be one of stdin, stdout, or stderr");
            }
        }
        return new AttachStreams(
                named.contains("stdin"),
                named.contains("stdout"),
                named.contains("stderr"),
                usual.detachKeys(),
                usual.signalProxy());
    }
}
