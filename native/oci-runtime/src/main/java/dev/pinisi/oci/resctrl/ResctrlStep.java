package dev.pinisi.oci.resctrl;

import java.util.List;

/** Something to do in the file system resctrl, in order. */
public sealed interface ResctrlStep {

    /** The member of config.json that asks for it. */
    String source();

    /** The step in words, without its source. */
    default String describe() {
        return switch (this) {
            case MakeGroup s -> "make resctrl group " + s.directory() + " if it is missing";
            case RequireGroup s -> "require resctrl group " + s.directory();
            case RequireSchemata s ->
                "require " + String.join(", ", s.lines()) + " of " + s.directory() + " if it was there before";
            case WriteSchemata s -> "write " + String.join(", ", s.lines()) + " to " + s.directory() + "/schemata";
            case AddProcess s -> "put the process into resctrl group " + s.directory();
        };
    }

    /**
     * Makes a group, which may be there already.
     *
     * @param own whether it goes with the container, unless it was there before
     */
    record MakeGroup(String directory, boolean own, String source) implements ResctrlStep {}

    /** Fails if there is no such group. */
    record RequireGroup(String directory, String source) implements ResctrlStep {}

    /** Fails if the group was there before, and shares out otherwise. */
    record RequireSchemata(String directory, List<String> lines, String source) implements ResctrlStep {}

    record WriteSchemata(String directory, List<String> lines, String source) implements ResctrlStep {}

    record AddProcess(String directory, String source) implements ResctrlStep {}
}
