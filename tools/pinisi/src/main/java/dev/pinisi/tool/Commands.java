package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Suggestions;
import java.util.List;

/** Which command a path of words names. */
final class Commands {
    /** What podman has and this tool has not yet. */
    private static final String UNSUPPORTED =
            " artifact auto-update build compose events farm generate healthcheck init kube login logout"
                    + " machine manifest network pause pod push quadlet search secret stats top unpause unshare"
                    + " update checkpoint clone restore runlabel scp sign trust connection migrate renumber reset"
                    + " service ";

    private Commands() {}

    /**
     * Makes the command.
     *
     * @param path {@code ps} or {@code container ps}
     * @throws CommandException if there is none; it says what may have been meant
     */
    static Command find(String path) {
        return switch (path) {
            case "ps", "container ps", "container ls", "container list" -> new PsCommand();
            case "run", "container run" -> new RunCommand();
            case "create", "container create" -> new CreateCommand();
            case "start", "container start" -> new StartCommand();
            case "stop", "container stop" -> new StopCommand();
            case "restart", "container restart" -> new RestartCommand();
            case "kill", "container kill" -> new KillCommand();
            case "rm", "container rm" -> new RmCommand();
            case "logs", "container logs" -> new LogsCommand();
            case "wait", "container wait" -> new WaitCommand();
            case "exec", "container exec" -> new ExecCommand();
            case "attach", "container attach" -> new AttachCommand();
            case "port", "container port" -> new PortCommand();
            case "container cleanup" -> new CleanupCommand();
            case "container exists" -> new ContainerExistsCommand();
            case "inspect" -> new InspectCommand(InspectCommand.Kind.ANY);
            case "container inspect" -> new InspectCommand(InspectCommand.Kind.CONTAINER);
            case "image inspect" -> new InspectCommand(InspectCommand.Kind.IMAGE);
            default -> findOther(path);
        };
    }

    private static Command findOther(String path) {
        return switch (path) {
            case "images", "image ls", "image list" -> new ImagesCommand();
            case "pull", "image pull" -> new PullCommand();
            case "load", "image load" -> new LoadCommand();
            case "save", "image save" -> new SaveCommand();
            case "tag", "image tag" -> new TagCommand();
            case "untag", "image untag" -> new UntagCommand();
            case "rmi", "image rm", "image remove" -> new RmiCommand();
            case "image exists" -> new ImageExistsCommand();
            case "diff", "container diff", "image diff" -> new DiffCommand(diffKind(path));
            case "rename", "container rename" -> new RenameCommand();
            case "commit", "container commit" -> new CommitCommand();
            case "export", "container export" -> new ExportCommand();
            case "import", "image import" -> new ImportCommand();
            case "cp", "container cp" -> new CpCommand();
            case "mount", "container mount" -> new MountCommand();
            case "unmount", "umount", "container unmount", "container umount" -> new UnmountCommand();
            case "image mount" -> new ImageMountCommand();
            case "image unmount", "image umount" -> new ImageUnmountCommand();
            case "history", "image history" -> new HistoryCommand();
            case "image tree" -> new ImageTreeCommand();
            case "volume ls", "volume list" -> new VolumeLsCommand();
            case "volume create" -> new VolumeCreateCommand();
            case "volume rm", "volume remove" -> new VolumeRmCommand();
            case "volume inspect" -> new VolumeInspectCommand();
            case "volume exists" -> new VolumeExistsCommand();
            case "volume prune" -> new PruneCommand(PruneCommand.Kind.VOLUMES);
            case "container prune" -> new PruneCommand(PruneCommand.Kind.CONTAINERS);
            case "image prune" -> new PruneCommand(PruneCommand.Kind.IMAGES);
            case "version" -> new VersionCommand();
            case "system df" -> new SystemDfCommand();
            case "system prune" -> new SystemPruneCommand();
            case "info", "system info" -> new InfoCommand();
            case "system check" -> new SystemCheckCommand();
            default -> throw unknown(path);
        };
    }

    private static DiffCommand.Kind diffKind(String path) {
        return switch (path) {
            case "container diff" -> DiffCommand.Kind.CONTAINER;
            case "image diff" -> DiffCommand.Kind.IMAGE;
            default -> DiffCommand.Kind.ANY;
        };
    }

    private static CommandException unknown(String path) {
        int blank = path.indexOf(' ');
        String group = blank < 0 ? "" : path.substring(0, blank);
        String word = path.substring(blank + 1);
        if (UNSUPPORTED.contains(" " + word + " ")) {
            return new CommandException("`" + Tool.NAME + " " + path + "` is not supported yet");
        }
        StringBuilder message = new StringBuilder("unrecognized command `" + Tool.NAME + " " + path + "`\n");
        List<String> near = Suggestions.of(word, Groups.names(group));
        if (!near.isEmpty()) {
            message.append("\nDid you mean this?\n");
            for (String name : near) {
                message.append('\t').append(name).append('\n');
            }
            message.append('\n');
        }
        String parent = group.isEmpty() ? Tool.NAME : Tool.NAME + " " + group;
        return new CommandException(message + "Try '" + parent + " --help' for more information");
    }
}
