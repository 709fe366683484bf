package dev.pinisi.oci.plan;

import static dev.pinisi.oci.plan.StepJson.operation;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.config.LandlockRule;

/** Steps about the process itself, for programs: the rest of {@link StepJson}. */
final class ProcessStepJson {
    private ProcessStepJson() {}

    static JsonWriter write(Step step, JsonWriter out) {
        return switch (step) {
            case Step.Console s ->
                operation(out, "openTerminal")
                        .name("height")
                        .value(s.height())
                        .name("width")
                        .value(s.width())
                        .name("mounted")
                        .value(s.mounted());
            case Step.Sysctl s ->
                operation(out, "setSysctl", "name", s.name()).name("value").value(s.value());
            case Step.OomScore s ->
                operation(out, "setOomScore").name("adjustment").value(s.adjustment());
            case Step.Limit s ->
                operation(out, "setLimit", "type", s.type())
                        .name("soft")
                        .value(Long.toUnsignedString(s.soft()))
                        .name("hard")
                        .value(Long.toUnsignedString(s.hard()));
            case Step.Scheduler s -> scheduler(s, out);
            case Step.IoPriority s ->
                operation(out, "setIoPriority")
                        .name("class")
                        .value(s.value() >> 13)
                        .name("level")
                        .value(s.value() & 0x1fff);
            case Step.MemoryPolicy s ->
                operation(out, "setMemoryPolicy", "nodes", s.nodes())
                        .name("mode")
                        .value(s.mode());
            case Step.CpuAffinity s -> operation(out, "setCpuAffinity", "cpus", s.cpus());
            case Step.Personality s -> operation(out, "setPersonality", "domain", s.value() == 0 ? "LINUX" : "LINUX32");
            default -> credentials(step, out);
        };
    }

    private static JsonWriter credentials(Step step, JsonWriter out) {
        return switch (step) {
            case Step.BoundingSet s ->
                operation(out, "boundCapabilities").name("capabilities").value(CapabilityNames.names(s.mask()));
            case Step.Identity s -> identity(s, out);
            case Step.Capabilities s -> capabilities(s, out);
            case Step.NoNewPrivileges s -> operation(out, "forbidNewPrivileges");
            case Step.Filter s -> operation(out, "installFilter");
            case Step.ExecLabel s ->
                operation(out, "setLabel", "module", s.module()).name("value").value(s.value());
            case Step.Landlock s -> landlock(s, out);
            case Step.WorkingDirectory s -> operation(out, "changeDirectory", "path", s.path());
            case Step.FindProgram s ->
                operation(out, "findProgram", "name", s.name()).name("env").value(s.env());
            case Step.AwaitStart s -> operation(out, "awaitStart");
            case Step.End s -> operation(out, "end");
            case Step.Execute s -> operation(out, "execute").name("args").value(s.args());
            default -> throw new IllegalStateException("a step without a name");
        };
    }

    private static JsonWriter scheduler(Step.Scheduler s, JsonWriter out) {
        operation(out, "setScheduler")
                .name("policy")
                .value(s.policy())
                .name("flags")
                .value(s.flags());
        out.name("nice").value(s.nice()).name("priority").value(s.priority());
        out.name("runtime").value(s.runtime()).name("deadline").value(s.deadline());
        return out.name("period").value(s.period());
    }

    private static JsonWriter identity(Step.Identity s, JsonWriter out) {
        operation(out, "setIdentity").name("uid").value(s.uid() & 0xffffffffL);
        out.name("gid").value(s.gid() & 0xffffffffL).name("groups").array();
        for (int group : s.groups()) {
            out.value(group & 0xffffffffL);
        }
        return out.end().name("umask").value(Integer.toOctalString(s.umask()));
    }

    private static JsonWriter landlock(Step.Landlock s, JsonWriter out) {
        operation(out, "restrictByLandlock").name("rules").array();
        for (LandlockRule rule : s.rules()) {
            out.object().name("right").value(rule.right().word());
            out.name("path").value(rule.path()).end();
        }
        return out.end();
    }

    private static JsonWriter capabilities(Step.Capabilities s, JsonWriter out) {
        operation(out, "setCapabilities").name("effective").value(CapabilityNames.names(s.effective()));
        out.name("permitted").value(CapabilityNames.names(s.permitted()));
        out.name("inheritable").value(CapabilityNames.names(s.inheritable()));
        return out.name("ambient").value(CapabilityNames.names(s.ambient()));
    }
}
