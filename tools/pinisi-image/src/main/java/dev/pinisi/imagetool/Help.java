package dev.pinisi.imagetool;

import dev.pinisi.commandline.HelpPage;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;

/** Help pages in the shape that skopeo's have. */
final class Help {
    private Help() {}

    static String of(String name, Command command) {
        Manual manual = command.manual();
        StringBuilder out = new StringBuilder(manual.description()).append("\n\nUsage:\n");
        out.append(ImageTool.NAME)
                .append(' ')
                .append(name)
                .append(' ')
                .append(manual.synopsis())
                .append('\n');
        if (!manual.examples().isEmpty()) {
            out.append("\nExamples:\n");
            for (String example : manual.examples()) {
                out.append(ImageTool.NAME).append(' ').append(example).append('\n');
            }
        }
        return out.append("\nFlags:\n")
                .append(HelpPage.options(withHelp(name, command.options())))
                .append('\n')
                .toString();
    }

    /** The page of the tool itself. */
    static String ofTool() {
        StringBuilder out =
                new StringBuilder("Various operations with container images and container image registries\n");
        out.append("\nUsage:\n  ").append(ImageTool.NAME).append(" [flags]\n  ").append(ImageTool.NAME);
        out.append(" [command]\n\nAvailable Commands:\n");
        int width = 0;
        for (String name : Commands.NAMES) {
            width = Math.max(width, name.length());
        }
        for (String name : Commands.NAMES) {
            String summary = name.equals("help")
                    ? "Help about any command"
                    : Commands.find(name).manual().summary();
            out.append("  ")
                    .append(name)
                    .repeat(' ', width - name.length() + 1)
                    .append(summary)
                    .append('\n');
        }
        out.append("\nFlags:\n").append(HelpPage.options(withHelp(ImageTool.NAME, Globals.toolTable())));
        out.append("\nUse \"").append(ImageTool.NAME);
        return out.append(" [command] --help\" for more information about a command.\n")
                .toString();
    }

    static OptionTable withHelp(String name, OptionTable options) {
        return options.flag("help,h", "help for " + name);
    }
}
