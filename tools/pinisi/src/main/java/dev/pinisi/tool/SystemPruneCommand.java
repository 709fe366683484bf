package dev.pinisi.tool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code system prune}: all that nothing uses. */
final class SystemPruneCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Remove unused data",
                "Removes stopped containers, then dangling images, or with --all those without containers, and with"
                        + " --volumes the volumes that no container has. Asks before, unless --force is given.",
                "[options]",
                List.of("system prune", "system prune --all --volumes --force"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("all,a", "Remove all unused data")
                .array("filter", "Choose by these conditions: label=KEY[=VALUE], label!=KEY[=VALUE], until=TIME")
                .flag("force,f", "Do not prompt for confirmation")
                .flag("volumes", "Prune volumes")
                .unsupported("build")
                .unsupported("external");
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        Pruning pruning = new Pruning(call);
        pruning.expectCommonFilters();
        if (!call.flag("force") && !Pruning.agrees(call, warning(call))) {
            return 0;
        }
        List<Integer> codes = new ArrayList<>();
        codes.add(pruning.removeEach("Deleted Containers", pruning.containers(), pruning::removeContainer));
        if (call.flag("volumes")) {
            codes.add(pruning.removeEach("Deleted Volumes", pruning.volumes(), pruning::removeVolume));
        }
        codes.add(pruning.removeEach("Deleted Images", pruning.images(call.flag("all")), pruning::removeImage));
        call.out().println("Total reclaimed space: " + ByteSize.precise(pruning.reclaimed()));
        return Collections.max(codes);
    }

    private static String warning(Invocation call) {
        return "This command removes:\n\t- all stopped containers\n"
                + (call.flag("volumes") ? "\t- all volumes not used by at least one container\n" : "")
                + (call.flag("all")
                        ? "\t- all images without at least one container associated with them\n"
                        : "\t- all dangling images\n");
    }
}
