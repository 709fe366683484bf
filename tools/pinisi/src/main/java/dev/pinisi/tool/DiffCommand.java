package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.storage.RootFilesystem.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code diff}, {@code container diff}, {@code image diff}. */
final class DiffCommand implements Command {
    /** What is looked for. */
    enum Kind {
        ANY,
        CONTAINER,
        IMAGE
    }

    private final Kind kind;

    DiffCommand(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Manual manual() {
        String what = kind == Kind.IMAGE ? "image" : "container";
        return new Manual(
                "Inspect changes to the " + what + "'s file systems",
                kind == Kind.IMAGE
                        ? "Shows what the topmost layer of an image adds (A), changes (C) and deletes (D)."
                        : "Shows what a container has added (A), changed (C) and deleted (D) since its image.",
                "[options] " + (kind == Kind.IMAGE ? "IMAGE" : "CONTAINER"),
                List.of("diff myCtr", "diff --format json myCtr"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = new OptionTable().string("format", "Change the output format (json)");
        return kind == Kind.IMAGE ? table : Targets.latest(table);
    }

    @Override
    public int run(Invocation call) {
        List<String> names = kind == Kind.IMAGE ? call.words() : Targets.oneAndRest(call);
        if (kind != Kind.IMAGE && call.flag("latest") && !call.words().isEmpty()) {
            throw new CommandException("--latest and containers cannot be used together");
        }
        if (names.isEmpty()) {
            throw new CommandException("\"pinisi " + call.path() + "\" requires a name, id, or the \"--latest\" flag");
        }
        if (names.size() > 1) {
            throw new CommandException("comparing two of them is not supported; give one name or ID");
        }
        String format = call.arguments().string("format");
        if (!format.isEmpty() && !format.equals("json")) {
            throw new CommandException("only supported value for '--format' is 'json'");
        }
        List<Change> changes = changes(call, names.get(0));
        call.out().print(format.isEmpty() ? lines(changes) : json(changes));
        return 0;
    }

    private List<Change> changes(Invocation call, String name) {
        if (kind == Kind.CONTAINER) {
            return call.containers().get(name).fileSystem().changes();
        }
        Optional<Container> container = kind == Kind.ANY ? call.containers().find(name) : Optional.empty();
        return container.isPresent()
                ? container.get().fileSystem().changes()
                : call.images().changes(name);
    }

    private static String lines(List<Change> changes) {
        StringBuilder lines = new StringBuilder();
        for (Change change : changes) {
            char letter = change.kind().name().charAt(0);
            lines.append(letter).append(' ').append(change.path()).append('\n');
        }
        return lines.toString();
    }

    private static String json(List<Change> changes) {
        JsonWriter out = new JsonWriter(5).object();
        for (Change.Kind kind : List.of(Change.Kind.CHANGED, Change.Kind.ADDED, Change.Kind.DELETED)) {
            List<String> paths = new ArrayList<>();
            for (Change change : changes) {
                if (change.kind() == kind) {
                    paths.add(change.path());
                }
            }
            if (!paths.isEmpty()) {
                out.name(kind.name().toLowerCase(Locale.ROOT)).value(paths);
            }
        }
        return out.end() + "\n";
    }
}
