package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ImageFilter;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.RemoveOptions;
import dev.pinisi.engine.VolumeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code container prune}, {@code image prune}, {@code volume prune}: removes what nothing uses. */
final class PruneCommand implements Command {
    /** What is removed. */
    enum Kind {
        CONTAINERS("Remove all stopped containers", "This will remove all non running containers."),
        IMAGES(
                "Remove unused images",
                "This command removes all dangling images, with --all those without containers."),
        VOLUMES(
                "Remove all unused volumes",
                "All volumes not used by a container, and what is in them, will be removed.");

        private final String summary;
        private final String warning;

        Kind(String summary, String warning) {
            this.summary = summary;
            this.warning = warning;
        }
    }

    private final Kind kind;

    PruneCommand(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Manual manual() {
        return new Manual(
                kind.summary,
                "Asks before it removes anything, unless --force is given, and prints what it removed.",
                "[options]",
                List.of());
    }

    @Override
    public OptionTable options() {
        OptionTable table = new OptionTable()
                .array("filter", "Choose by these conditions, such as label=KEY=VALUE")
                .flag("force,f", "Do not prompt for confirmation");
        return kind == Kind.IMAGES ? table.flag("all,a", "Remove all images without containers") : table;
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        if (!call.flag("force") && !agrees(call)) {
            return 0;
        }
        List<String> targets = switch (kind) {
            case CONTAINERS -> containers(call);
            case IMAGES -> images(call);
            case VOLUMES -> volumes(call);
        };
        return Each.ofThose(call.console(), targets, true, target -> {
            remove(call, target);
            call.out().println(target).flush();
        });
    }

    private boolean agrees(Invocation call) {
        call.out()
                .print("WARNING! " + kind.warning + "\nAre you sure you want to continue? [y/N] ")
                .flush();
        StringBuilder answer = new StringBuilder();
        try {
            for (int c = System.in.read(); c >= 0 && c != '\n'; c = System.in.read()) {
                answer.append((char) c);
            }
        } catch (IOException e) {
            throw new CommandException("read the answer: " + e.getMessage(), e);
        }
        byte[] text = answer.toString().strip().getBytes(StandardCharsets.UTF_8);
        return text.length > 0 && (text[0] | 0x20) == 'y';
    }

    private static List<String> containers(Invocation call) {
        List<String> ids = new ArrayList<>();
        ContainerFilter filter =
                ContainerFilter.parse(Filters.read(call.arguments().list("filter")));
        for (ContainerInfo container : call.containers().list(filter)) {
            if (!Targets.runs(container)) {
                ids.add(container.id());
            }
        }
        return ids;
    }

    private static List<String> images(Invocation call) {
        List<String> filters = new ArrayList<>(Filters.read(call.arguments().list("filter")));
        filters.add("containers=false");
        if (!call.flag("all")) {
            filters.add("dangling=true");
        }
        List<String> ids = new ArrayList<>();
        for (ImageInfo image : call.images().list(ImageFilter.parse(filters))) {
            ids.add(image.id());
        }
        return ids;
    }

    /** Those that are mounted nowhere. */
    private static List<String> volumes(Invocation call) {
        List<String> names = new ArrayList<>();
        for (VolumeInfo volume : VolumeLsCommand.chosen(call)) {
            if (volume.users().isEmpty()) {
                names.add(volume.name());
            }
        }
        return names;
    }

    private void remove(Invocation call, String target) {
        switch (kind) {
            case CONTAINERS ->
                call.containers()
                        .get(target)
                        .remove(new RemoveOptions(false, true, RemoveOptions.DEFAULT.timeoutSeconds()));
            case IMAGES -> call.images().remove(target, true);
            case VOLUMES -> call.engine().volumes().remove(target);
        }
    }
}
