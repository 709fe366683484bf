package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.Output;
import dev.pinisi.commandline.TimeSpan;
import dev.pinisi.engine.CheckOptions;
import dev.pinisi.engine.CheckReport;
import dev.pinisi.storage.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code system check}. */
final class SystemCheckCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Check storage consistency",
                "Looks for damage in images, layers and containers, and for what killed processes left. Exits with 125 if"
                        + " something is damaged. Others may use the store meanwhile.",
                "[options]",
                List.of("system check", "system check --quick --repair"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("force,f", "Remove inconsistent images and containers")
                .duration("max,m", "Maximum allowed age of unreferenced layers")
                .flag("quick,q", "Skip time-consuming checks. The default is to include time-consuming checks")
                .flag("repair,r", "Remove inconsistent images, and what killed processes left");
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        boolean repair = call.flag("repair") || call.flag("force");
        String age = call.arguments().string("max");
        Duration unused = age.isEmpty() ? Duration.ZERO : Duration.ofNanos(TimeSpan.parse(age));
        CheckOptions options = new CheckOptions(!call.flag("quick"), repair, call.flag("force"), unused);
        CheckReport report = call.engine().check(options);
        print(call.out(), report);
        call.out().flush();
        if (!report.isDamaged()) {
            return 0;
        }
        if (!repair) {
            throw new CommandException("damage detected in local storage");
        }
        if (call.engine().check(options.onlyLooking()).isDamaged()) {
            throw new CommandException("damage in local storage still present after repair attempt");
        }
        return 0;
    }

    /** As podman does; what it has no words for is told in one line each. */
    private static void print(Output out, CheckReport report) {
        Map<String, List<String>> damaged = new LinkedHashMap<>();
        List<Finding> others = new ArrayList<>();
        for (Finding finding : report.found()) {
            if (isDamage(finding)) {
                damaged.computeIfAbsent(title(finding.object(), " "), _ -> new ArrayList<>())
                        .add(finding.problem());
            } else {
                others.add(finding);
            }
        }
        for (Map.Entry<String, List<String>> object : damaged.entrySet()) {
            List<String> problems = object.getValue();
            out.println("Damaged " + object.getKey() + ":");
            out.println(problems.size() == 1 ? "1 error occurred:" : problems.size() + " errors occurred:");
            problems.forEach(problem -> out.println("\t* " + problem));
            out.println("");
        }
        others.forEach(finding -> out.println("Left over: " + finding));
        for (Finding finding : report.removed()) {
            boolean damage = isDamage(finding);
            out.println(damage ? "Deleted damaged " + title(finding.object(), ": ") : "Deleted: " + finding.object());
        }
    }

    private static boolean isDamage(Finding finding) {
        return finding.kind() == Finding.Kind.DAMAGED || finding.kind() == Finding.Kind.MISSING;
    }

    /** {@code images/abc} is {@code image abc}. */
    private static String title(String object, String between) {
        String[] path = object.split("/", -1);
        return path.length < 2 ? object : path[0].substring(0, path[0].length() - 1) + between + path[1];
    }
}
