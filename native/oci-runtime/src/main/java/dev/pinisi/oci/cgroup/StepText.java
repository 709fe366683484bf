package dev.pinisi.oci.cgroup;

/** Words for steps: what a person reads before it is done. */
final class StepText {
    private StepText() {}

    static String of(CgroupStep step) {
        return switch (step) {
            case CgroupStep.MakeDirectory make -> "make control group " + make.directory();
            case CgroupStep.FillCpuset fill -> "fill empty cpusets up to " + fill.directory();
            case CgroupStep.EnableControllers enable ->
                "hand " + String.join(" ", enable.controllers()) + " down to the children of " + enable.directory();
            case CgroupStep.Write write -> write(write);
            case CgroupStep.WriteLines lines -> "write " + String.join(", ", lines.lines()) + " to " + lines.file();
            case CgroupStep.WriteFirst first -> first(first);
            case CgroupStep.WriteIfThere optional -> write(optional.write()) + " if it is there";
            case CgroupStep.WriteBoth both -> write(both.first()) + " and " + write(both.second());
            case CgroupStep.RequireAtMost require -> "require at most " + require.limit() + " in " + require.file();
            case CgroupStep.HandOver handOver -> "give " + handOver.directory() + " to user " + handOver.uid();
            case CgroupStep.AttachDeviceProgram attach ->
                "attach a device program of " + (attach.program().length >> 3) + " instructions to "
                        + attach.directory();
        };
    }

    private static String write(CgroupStep.Write write) {
        return "write " + write.value() + " to " + write.file();
    }

    private static String first(CgroupStep.WriteFirst first) {
        StringBuilder text = new StringBuilder();
        for (CgroupStep.Write choice : first.choices()) {
            text.append(text.length() == 0 ? "" : ", or where that is missing ").append(write(choice));
        }
        return text.toString();
    }
}
