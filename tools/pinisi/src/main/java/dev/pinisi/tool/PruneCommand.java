package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.List;
import java.util.function.ToLongFunction;

/** {@code container prune}, {@code image prune}, {@code volume prune}: removes what nothing uses. */
final class PruneCommand implements Command {
    /** What is removed. */
    enum Kind {
        CONTAINERS("Remove all non running containers"),
        IMAGES("Remove unused images"),
        VOLUMES("Remove all unused volumes");

        private final String summary;

        Kind(String summary) {
            this.summary = summary;
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
                .array("filter", "Choose by these conditions, such as label=KEY=VALUE or until=24h")
                .flag("force,f", "Do not prompt for confirmation");
        return kind == Kind.IMAGES
                ? table.flag("all,a", "Remove all images not in use by containers, not just dangling ones")
                        .unsupported("build-cache")
                        .unsupported("external")
                : table;
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        Pruning pruning = new Pruning(call);
        if (kind == Kind.CONTAINERS) {
            pruning.expectCommonFilters();
        }
        List<String> targets = targets(call, pruning);
        if (!call.flag("force") && !Pruning.agrees(call, warning(call, targets))) {
            return 0;
        }
        return pruning.removeEach("", targets, removal(pruning));
    }

    private List<String> targets(Invocation call, Pruning pruning) {
        return switch (kind) {
            case CONTAINERS -> pruning.containers();
            case IMAGES -> pruning.images(call.flag("all"));
            case VOLUMES -> pruning.volumes();
        };
    }

    private String warning(Invocation call, List<String> targets) {
        return switch (kind) {
            case CONTAINERS -> "This will remove all non running containers.";
            case IMAGES ->
                call.flag("all")
                        ? "This command removes all images without at least one container associated with them."
                        : "This command removes all dangling images.";
            case VOLUMES ->
                "This will remove all volumes not used by at least one container. The following volumes will be removed:\n"
                        + String.join("\n", targets);
        };
    }

    private ToLongFunction<String> removal(Pruning pruning) {
        return switch (kind) {
            case CONTAINERS -> pruning::removeContainer;
            case IMAGES -> pruning::removeImage;
            case VOLUMES -> pruning::removeVolume;
        };
    }
}
