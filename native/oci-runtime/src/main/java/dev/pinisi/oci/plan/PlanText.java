package dev.pinisi.oci.plan;

import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.cgroup.CgroupStep;
import dev.pinisi.oci.resctrl.ResctrlStep;
import java.util.List;

/** A plan to be read: a line a step, with the member of config.json that it comes from. */
public final class PlanText {
    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    /** Lines, each ended; those of steps begin with two blanks, warnings stand first. */
    public static String of(Plan plan, CgroupPlan cgroups, List<ResctrlStep> resctrl) {
        PlanText text = new PlanText();
        for (String warning : plan.warnings()) {
            text.line("warning: " + warning, "");
        }
        text.line("runtime:", "");
        for (Step.JoinNamespace join : plan.joinsBefore()) {
            text.line("  " + StepText.of(join) + " while starting the container's process", "linux.namespaces");
        }
        text.line(
                "  start a process in new namespaces: " + StepText.namespaces(plan.newNamespaces()),
                "linux.namespaces");
        for (CgroupStep step : cgroups.steps()) {
            text.line("  " + step.describe(), step.source());
        }
        for (ResctrlStep step : resctrl) {
            text.line("  " + step.describe(), step.source());
        }
        text.line("container's process:", "");
        for (int i = 0; i < plan.steps().size(); i++) {
            text.line(
                    "  " + StepText.of(plan.steps().get(i)),
                    plan.sources().get(i).text());
        }
        return text.text.toString();
    }

    private void line(String words, String source) {
        appendVisibly(words);
        if (!source.isEmpty()) {
            text.append("  # ");
            appendVisibly(source);
        }
        text.append('\n');
    }

    /** A configuration's words neither end a line nor steer a terminal. */
    private void appendVisibly(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
                text.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
    }
}
