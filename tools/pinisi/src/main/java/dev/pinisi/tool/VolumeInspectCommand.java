package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.ReportFormat;
import dev.pinisi.commandline.Template;
import dev.pinisi.engine.VolumeInfo;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code volume inspect}. */
final class VolumeInspectCommand implements Command {
    /** podman's indentation. */
    private static final int INDENT = 5;

    @Override
    public Manual manual() {
        return new Manual(
                "Display detailed information on one or more volumes",
                "Prints what is known of volumes, as JSON or through a Go template.",
                "[options] VOLUME [VOLUME...]",
                List.of("volume inspect myvol", "volume inspect --format '{{.Mountpoint}}' myvol"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("all,a", "Inspect all volumes")
                .string("format,f", "Format volume output as JSON or by a Go template", "json");
    }

    @Override
    public int run(Invocation call) {
        List<String> names = call.flag("all") ? call.engine().volumes().list() : call.words();
        if (names.isEmpty() && !call.flag("all")) {
            throw new CommandException("no volumes specified: name one, or use --all");
        }
        List<Json> found = new ArrayList<>();
        int code = 0;
        for (String name : names) {
            Optional<VolumeInfo> volume = call.engine().volumes().find(name);
            if (volume.isPresent()) {
                found.add(document(volume.get()));
            } else {
                call.console().error("no such volume " + name);
                code = CommandException.TOOL_FAILED;
            }
        }
        String format = call.arguments().string("format");
        if (ReportFormat.isJson(format)) {
            call.out().println(new JsonWriter(INDENT).value(new Json.Arr(found)).toString());
            return code;
        }
        Template template = Template.parse("volume inspect", format);
        for (Json volume : found) {
            call.out().println(template.render(volume));
        }
        return code;
    }

    /** podman's fields. */
    static Json.Obj document(VolumeInfo volume) {
        return new Fields()
                .text("Name", volume.name())
                .text("Driver", "local")
                .text("Mountpoint", volume.folder().toString())
                .text("CreatedAt", volume.created().toString())
                .strings("Labels", volume.labels())
                .text("Scope", "local")
                .json("Options", new Fields().object())
                .bool("Anonymous", volume.name().length() == 64)
                .number("MountCount", volume.users().size())
                .object();
    }
}
