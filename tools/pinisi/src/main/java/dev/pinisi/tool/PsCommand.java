package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.FilterTerm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code ps}. */
final class PsCommand implements Command {
    /** Home, and all below it erased. */
    private static final String CLEAR = "\033[H\033[2J";

    static final List<String> SORT_KEYS =
            List.of("command", "created", "id", "image", "names", "runningfor", "size", "status");

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
                .flag("external", "Accepted for compatibility: no container is stored by another program")
                .array("filter,f", "Filter output based on conditions given")
                .string("format", "Pretty-print containers to JSON or using a Go template")
                .integer("last,n", "Print the n last created containers (all states)", "-1")
                .flag("latest,l", "Show the container that was created last")
                .flag("no-trunc", "Display the extended information")
                .flag("noheading", "Do not print headers")
                .flag("namespace", "Display namespace information")
                .flag("pod,p", "Print the ID and name of the pod the containers are associated with")
                .flag("quiet,q", "Print the numeric IDs of the containers only")
                .flag("size,s", "Display the total file sizes")
                .choice("sort", "Sort output by", SORT_KEYS)
                .flag("sync", "Accepted for compatibility: the state shown is always the present one")
                .unsigned("watch,w", "Watch the ps output on an interval in seconds", "")
                .alias("notruncate", "no-trunc")
                .alias("ns", "namespace");
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        if (call.flag("size") && call.flag("namespace")) {
            throw new CommandException("size and namespace options conflict");
        }
        if (!call.arguments().has("watch")) {
            print(call);
            return 0;
        }
        while (true) {
            call.out().print(CLEAR);
            print(call);
            call.out().flush();
            if (!pause(call.arguments().number("watch"))) {
                return 0;
            }
        }
    }

    private static boolean pause(long seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void print(Invocation call) {
        List<ContainerInfo> containers = chosen(call);
        String format = call.arguments().string("format");
        if (!format.isEmpty()) {
            call.out().print(new PsReport(call, containers).text(format));
        } else if (call.flag("quiet")) {
            for (ContainerInfo container : containers) {
                call.out().println(id(call, container.id()));
            }
        } else {
            call.out().print(new PsTable(call).text(containers));
        }
    }

    private static List<ContainerInfo> chosen(Invocation call) {
        Arguments arguments = call.arguments();
        ContainerFilter filter = arguments.has("filter")
                ? ContainerFilter.parse(Filters.read(arguments.list("filter")))
                : ContainerFilter.ALL;
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
        return sorted(call, found, arguments.string("sort"));
    }

    private static boolean asksForStatus(ContainerFilter filter) {
        for (FilterTerm term : filter.terms()) {
            if (term.key().equals("status")) {
                return true;
            }
        }
        return false;
    }

    private static List<ContainerInfo> sorted(Invocation call, List<ContainerInfo> newestFirst, String key) {
        List<ContainerInfo> oldestFirst = newestFirst.reversed();
        if (key.isEmpty() || key.equals("created") || key.equals("runningfor")) {
            return oldestFirst;
        }
        List<ContainerInfo> result = new ArrayList<>(oldestFirst);
        result.sort(key.equals("size") ? new PsOrder.BySize(call) : new PsOrder(key));
        return result;
    }

    static String id(Invocation call, String id) {
        return call.flag("no-trunc") ? id : ContainerText.shortId(id);
    }
}
