package dev.pinisi.oci.plan;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.cgroup.CgroupStep;
import dev.pinisi.oci.resctrl.ResctrlStep;
import java.util.List;

/**
 * A plan for programs: {@code {"warnings": [...], "steps": [{"process": "runtime", "operation": "writeControlGroups",
 * "arguments": {...}, "from": "linux.resources.memory", "text": "..."}]}}. Steps are in order within each process;
 * operations and arguments are added in later versions, not changed.
 */
public final class PlanJson {
    private final JsonWriter out = new JsonWriter(2);

    private PlanJson() {}

    public static String of(Plan plan, CgroupPlan cgroups, List<ResctrlStep> resctrl) {
        PlanJson json = new PlanJson();
        json.out.object().name("warnings").value(plan.warnings()).name("steps").array();
        json.runtime(plan, cgroups, resctrl);
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            json.step("container", step, plan.sources().get(i).text());
        }
        return json.out.end().end() + "\n";
    }

    private void runtime(Plan plan, CgroupPlan cgroups, List<ResctrlStep> resctrl) {
        for (Step.JoinNamespace join : plan.joinsBefore()) {
            step("runtime", join, "linux.namespaces");
        }
        out.object().name("process").value("runtime");
        StepJson.writeStart(plan.newNamespaces(), out);
        end("linux.namespaces", "start a process in new namespaces: " + StepText.namespaces(plan.newNamespaces()));
        for (CgroupStep step : cgroups.steps()) {
            out.object().name("process").value("runtime");
            CgroupStepJson.write(step, out);
            end(step.source(), step.describe());
        }
        for (ResctrlStep step : resctrl) {
            out.object().name("process").value("runtime");
            ResctrlStepJson.write(step, out);
            end(step.source(), step.describe());
        }
    }

    private void step(String process, Step step, String from) {
        out.object().name("process").value(process);
        StepJson.write(step, out);
        end(from, StepText.of(step));
    }

    private void end(String from, String text) {
        out.name("from").value(from).name("text").value(text).end();
    }
}
