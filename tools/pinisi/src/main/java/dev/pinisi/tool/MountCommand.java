package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.Table;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.json.JsonWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code mount}. */
final class MountCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Mount a working container's root filesystem",
                "Mounts the root file systems of containers and prints where; without a container it lists those that"
                        + " are mounted. They stay mounted until unmount was called as often.",
                "[options] [CONTAINER...]",
                List.of("mount", "mount ctrID", "mount ctrID1 ctrID2 ctrID3", "mount --all"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable())
                .flag("all,a", "Mount all containers")
                .string("format", "Print the mounted containers in specified format (json)")
                .flag("no-trunc", "Do not truncate output")
                .alias("notruncate", "no-trunc");
    }

    @Override
    public int run(Invocation call) {
        if (call.words().isEmpty() && !call.flag("all") && !call.flag("latest")) {
            list(call);
            return 0;
        }
        return Each.of(
                call.console(),
                Targets.several(call),
                target -> call.out()
                        .println(call.containers()
                                .get(target)
                                .fileSystem()
                                .mount()
                                .toString()));
    }

    private static void list(Invocation call) {
        String format = call.arguments().string("format");
        if (!format.isEmpty() && !format.equals("json")) {
            throw new CommandException("unknown --format argument: \"" + format + "\"");
        }
        Table table = new Table();
        JsonWriter json = new JsonWriter(1).array();
        for (ContainerInfo info : call.containers().list(ContainerFilter.ALL).reversed()) {
            Optional<Path> path =
                    call.containers().find(info.id()).map(Container::fileSystem).flatMap(files -> files.mountPoint());
            if (path.isPresent()) {
                table.row(PsCommand.id(call, info.id()), path.get().toString());
                json.object().name("id").value(info.id()).name("Names").value(List.of(info.name()));
                json.name("mountpoint").value(path.get().toString()).end();
            }
        }
        call.out().print(format.isEmpty() ? table.text() : json.end() + "\n");
    }
}
