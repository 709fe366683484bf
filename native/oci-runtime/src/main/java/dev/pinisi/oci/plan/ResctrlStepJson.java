package dev.pinisi.oci.plan;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.resctrl.ResctrlStep;
import java.util.List;

/** Steps about resctrl, for programs, as {@link StepJson}. */
final class ResctrlStepJson {
    private ResctrlStepJson() {}

    static void write(ResctrlStep step, JsonWriter out) {
        switch (step) {
            case ResctrlStep.MakeGroup s -> operation(out, "makeResctrlGroup", s.directory());
            case ResctrlStep.RequireGroup s -> operation(out, "requireResctrlGroup", s.directory());
            case ResctrlStep.RequireSchemata s -> lines(out, "requireSchemata", s.directory(), s.lines());
            case ResctrlStep.WriteSchemata s -> lines(out, "writeSchemata", s.directory(), s.lines());
            case ResctrlStep.AddProcess s -> operation(out, "joinResctrlGroup", s.directory());
        }
        out.end();
    }

    private static void lines(JsonWriter out, String name, String directory, List<String> lines) {
        operation(out, name, directory);
        out.name("lines").value(lines);
    }

    private static void operation(JsonWriter out, String name, String directory) {
        StepJson.operation(out, name, "directory", directory);
    }
}
