package dev.pinisi.tool;

import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.HelpPage;
import dev.pinisi.commandline.OptionTable;
import java.util.ArrayList;
import java.util.List;

/** The commands that only have commands below them, and the tool itself: their pages. */
final class Groups {
    private static final String CONTAINER =
            "attach cleanup commit cp create diff exec exists export inspect kill list logs mount"
                    + " port prune ps rename restart rm run start stop unmount wait";
    private static final String IMAGE =
            "diff exists history import inspect list load mount prune pull rm save tag tree unmount" + " untag";
    private static final String SYSTEM = "check df info prune";
    private static final String VOLUME = "create exists inspect ls prune rm";
    private static final String TOP =
            "attach commit cp create diff exec export history images import info inspect kill load"
                    + " logs mount port ps pull rename restart rm rmi run save start stop tag unmount untag version"
                    + " wait";

    private Groups() {}

    static boolean isGroup(String word) {
        return switch (word) {
            case "container", "image", "system", "volume" -> true;
            default -> false;
        };
    }

    /** The help page of a group; of the tool for the empty name. */
    static String page(String group) {
        List<String> rows = new ArrayList<>();
        for (String name : names(group)) {
            rows.add(name);
            String path = group.isEmpty() ? name : group + " " + name;
            rows.add(
                    isGroup(path) ? summary(path) : Commands.find(path).manual().summary());
        }
        String path = group.isEmpty() ? Tool.NAME : Tool.NAME + " " + group;
        OptionTable options = group.isEmpty() ? Globals.toolTable() : new OptionTable();
        return HelpPage.ofGroup(path, summary(group), rows, options);
    }

    /** The commands of a group in alphabetical order; all that the tool begins with for the empty name. */
    static List<String> names(String group) {
        return switch (group) {
            case "container" -> List.of(CONTAINER.split(" ", -1));
            case "image" -> List.of(IMAGE.split(" ", -1));
            case "system" -> List.of(SYSTEM.split(" ", -1));
            case "volume" -> List.of(VOLUME.split(" ", -1));
            default -> {
                List<String> names = new ArrayList<>(List.of(TOP.split(" ", -1)));
                names.addAll(List.of("container", "image", "system", "volume"));
                names.sort(null);
                yield names;
            }
        };
    }

    /** What is said when the group's name stands alone. */
    static int missingCommand(Console console, String group) {
        console.out().print("\n").flush();
        console.error("missing command '" + (Tool.NAME + " " + group).trim() + " COMMAND'");
        return 125;
    }

    private static String summary(String group) {
        return switch (group) {
            case "container" -> "Manage containers";
            case "image" -> "Manage images";
            case "system" -> "Manage pinisi";
            case "volume" -> "Manage volumes";
            default -> "Manage containers and images, without a daemon";
        };
    }
}
