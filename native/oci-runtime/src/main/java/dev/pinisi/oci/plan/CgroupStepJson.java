package dev.pinisi.oci.plan;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.cgroup.CgroupStep;
import java.util.List;

/** Steps about control groups, for programs, as {@link StepJson}. */
final class CgroupStepJson {
    private CgroupStepJson() {}

    static void write(CgroupStep step, JsonWriter out) {
        switch (step) {
            case CgroupStep.MakeDirectory s -> operation(out, "makeControlGroup", "directory", s.directory());
            case CgroupStep.FillCpuset s -> operation(out, "fillCpuset", "directory", s.directory());
            case CgroupStep.EnableControllers s ->
                operation(out, "enableControllers", "directory", s.directory())
                        .name("controllers")
                        .value(s.controllers());
            case CgroupStep.Write s -> writes(out, "writeControlGroup", List.of(s));
            case CgroupStep.WriteLines s ->
                operation(out, "writeControlGroupLines", "file", s.file())
                        .name("lines")
                        .value(s.lines());
            case CgroupStep.WriteFirst s -> writes(out, "writeFirstThere", s.choices());
            case CgroupStep.WriteIfThere s -> writes(out, "writeIfThere", List.of(s.write()));
            case CgroupStep.WriteBoth s -> writes(out, "writeInEitherOrder", List.of(s.first(), s.second()));
            case CgroupStep.RequireAtMost s ->
                operation(out, "requireAtMost", "file", s.file()).name("limit").value(s.limit());
            case CgroupStep.HandOver s ->
                operation(out, "giveControlGroup", "directory", s.directory())
                        .name("uid")
                        .value(s.uid());
            case CgroupStep.AttachDeviceProgram s ->
                operation(out, "attachDeviceProgram", "directory", s.directory())
                        .name("instructions")
                        .value(s.program().length / 8);
        }
        out.end();
    }

    private static JsonWriter operation(JsonWriter out, String name, String argument, String value) {
        return out.name("operation")
                .value(name)
                .name("arguments")
                .object()
                .name(argument)
                .value(value);
    }

    private static void writes(JsonWriter out, String name, List<CgroupStep.Write> writes) {
        out.name("operation")
                .value(name)
                .name("arguments")
                .object()
                .name("writes")
                .array();
        for (CgroupStep.Write write : writes) {
            out.object()
                    .name("file")
                    .value(write.file())
                    .name("value")
                    .value(write.value())
                    .end();
        }
        out.end();
    }
}
