package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.Table;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.FilterTerm;
import java.util.ArrayList;
import java.util.List;

/** {@code ps}. */
final class PsCommand implements Command {
    static final List<String> SORT_KEYS = List.of("command", "created", "id", "image", "names", "runningfor", "status");

    @Override
    public Manual manual() {
        return new Manual(
                "List containers",
                "Prints out information about the containers.",
                "[options]",
                List.of(
                        "ps -a",
                        "ps -a --format \"{{.ID}}  {{.Image}}  {{.Labels}}  {{.Mounts}}\"",
                        "ps --filter name=web --sort names"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("all,a", "Show all the containers, default is only running containers")
                .array("filter,f", "Filter output based on conditions given")
                .string("format", "Pretty-print containers to JSON or using a Go template")
                .integer("last,n", "Print the n last created containers (all states)", "-1")
                .flag("latest,l", "Show the container that was created last")
                .flag("no-trunc", "Display the extended information")
                .flag("noheading", "Do not print headers")
                .flag("quiet,q", "Print the numeric IDs of the containers only")
                .choice("sort", "Sort output by", SORT_KEYS)
                .flag("sync", "Accepted for compatibility: the state shown is always the present one")
                .alias("notruncate", "no-trunc")
                .unsupported("external ns pod size watch");
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        List<ContainerInfo> containers = chosen(call);
        String format = call.arguments().string("format");
        if (!format.isEmpty()) {
            call.out().print(new PsReport(call, containers).text(format));
        } else if (call.flag("quiet")) {
            for (ContainerInfo container : containers) {
                call.out().println(id(call, container.id()));
            }
        } else {
            call.out().print(table(call, containers));
        }
        return 0;
    }

    private static List<ContainerInfo> chosen(Invocation call) {
        Arguments arguments = call.arguments();
        ContainerFilter filter =
                arguments.has("filter") ? ContainerFilter.parse(arguments.list("filter")) : ContainerFilter.ALL;
        long last = call.flag("latest") ? 1 : arguments.number("last");
        boolean all = call.flag("all") || last >= 0 || asksForStatus(filter);
        List<ContainerInfo> found = new ArrayList<>();
        for (ContainerInfo container : call.containers().list(filter)) {
            if (all || Targets.runs(container)) {
                found.add(container);
            }
        }
        if (last >= 0 && found.size() > last) {
            found.subList((int) last, found.size()).clear();
        }
        return sorted(found, arguments.string("sort"));
    }

    private static boolean asksForStatus(ContainerFilter filter) {
        for (FilterTerm term : filter.terms()) {
            if (term.key().equals("status")) {
                return true;
            }
        }
        return false;
    }

    private static List<ContainerInfo> sorted(List<ContainerInfo> newestFirst, String key) {
        List<ContainerInfo> oldestFirst = newestFirst.reversed();
        if (key.isEmpty() || key.equals("created") || key.equals("runningfor")) {
            return oldestFirst;
        }
        List<ContainerInfo> result = new ArrayList<>(oldestFirst);
        result.sort(new PsOrder(key));
        return result;
    }

    private static String table(Invocation call, List<ContainerInfo> containers) {
        Table table = new Table();
        if (!call.flag("noheading")) {
            table.row("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES");
        }
        boolean whole = call.flag("no-trunc");
        for (ContainerInfo container : containers) {
            table.row(
                    id(call, container.id()),
                    container.image(),
                    ContainerText.command(container, whole),
                    ContainerText.created(container),
                    ContainerText.status(container),
                    Ports.show(container.ports()),
                    container.name());
        }
        return table.text();
    }

    static String id(Invocation call, String id) {
        return call.flag("no-trunc") ? id : ContainerText.shortId(id);
    }
}
