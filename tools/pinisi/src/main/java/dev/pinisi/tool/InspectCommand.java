package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.Template;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerSize;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code inspect}, {@code container inspect}, {@code image inspect}. */
final class InspectCommand implements Command {
    /** podman's indentation. */
    private static final int INDENT = 5;

    /** What is looked for. */
    enum Kind {
        ANY,
        CONTAINER,
        IMAGE
    }

    private final Kind kind;

    InspectCommand(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Manual manual() {
        String what = kind == Kind.ANY ? "a container or image" : kind == Kind.IMAGE ? "an image" : "a container";
        String words = kind == Kind.ANY
                ? "{CONTAINER|IMAGE} [...]"
                : kind == Kind.IMAGE ? "IMAGE [IMAGE...]" : "CONTAINER [CONTAINER...]";
        return new Manual(
                "Display the configuration of " + what,
                "Displays all that is known of " + what + ", as JSON or through a Go template.",
                "[options] " + words,
                List.of("inspect busybox", "inspect --format \"{{.State.Status}}\" ctrID"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = new OptionTable().string("format,f", "Format the output to a Go template or json", "json");
        if (kind != Kind.IMAGE) {
            table.flag("size,s", "Display total file size of containers");
            Targets.latest(table);
        }
        return kind == Kind.ANY ? table.string("type,t", "Kind of thing: all, container or image", "all") : table;
    }

    @Override
    public int run(Invocation call) {
        List<String> names = kind == Kind.IMAGE ? call.words() : Targets.oneAndRest(call);
        if (names.isEmpty()) {
            throw new CommandException("no names or ids specified");
        }
        String format = call.arguments().string("format");
        Kind wanted = kind == Kind.ANY ? type(call.arguments().string("type")) : kind;
        List<Json> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            Optional<Json.Obj> one = inspect(call, wanted, name);
            if (one.isPresent()) {
                found.add(one.get());
            } else {
                missing.add(name);
            }
        }
        call.out().print(text(format, found));
        if (!missing.isEmpty()) {
            call.out().flush();
            for (String name : missing) {
                call.console().error(describeMissing(wanted, name));
            }
        }
        return missing.isEmpty() ? 0 : CommandException.TOOL_FAILED;
    }

    private static Kind type(String text) {
        return switch (text) {
            case "all", "" -> Kind.ANY;
            case "container" -> Kind.CONTAINER;
            case "image" -> Kind.IMAGE;
            default -> throw new CommandException("--type " + text + ": must be all, container or image");
        };
    }

    private static Optional<Json.Obj> inspect(Invocation call, Kind kind, String name) {
        if (kind != Kind.IMAGE) {
            Optional<Container> container = call.containers().find(name);
            if (container.isPresent()) {
                return Optional.of(
                        call.flag("size")
                                ? withSize(container.get())
                                : container.get().inspect());
            }
        }
        if (kind != Kind.CONTAINER && call.images().find(name).isPresent()) {
            return Optional.of(call.images().inspect(name));
        }
        return Optional.empty();
    }

    private static Json.Obj withSize(Container container) {
        ContainerSize size = container.size();
        Fields fields = new Fields();
        for (Map.Entry<String, Json> member : container.inspect().members().entrySet()) {
            fields.json(member.getKey(), member.getValue());
        }
        return fields.number("SizeRw", size.changed())
                .number("SizeRootFs", size.total())
                .object();
    }

    private static String text(String format, List<Json> found) {
        if (format.equals("json") || format.isEmpty()) {
            return new JsonWriter(INDENT).value(new Json.Arr(found)) + "\n";
        }
        Template template =
                Template.parse("inspect", format.replace("\\t", "\t").replace("\\n", "\n"));
        StringBuilder out = new StringBuilder();
        for (Json one : found) {
            String line = template.render(one);
            out.append(line).append(line.endsWith("\n") ? "" : "\n");
        }
        return out.toString();
    }

    private static String describeMissing(Kind kind, String name) {
        return switch (kind) {
            case ANY -> "no such object: \"" + name + "\"";
            case CONTAINER -> "no such container \"" + name + "\"";
            case IMAGE -> name + ": image not known";
        };
    }
}
