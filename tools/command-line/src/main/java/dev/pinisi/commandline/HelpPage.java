package dev.pinisi.commandline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Help pages in the shape that podman's have. */
public final class HelpPage {
    private final StringBuilder out = new StringBuilder();

    private HelpPage() {}

    /**
     * The page of a command that does something.
     *
     * @param tool the tool's name
     * @param path the command's words after it
     */
    public static String of(String tool, String path, Manual manual, OptionTable options) {
        HelpPage page = new HelpPage();
        page.line(manual.summary()).line("").line("Description:").indented(manual.description());
        page.line("").line("Usage:").line(("  " + tool + " " + path + " " + manual.synopsis()).stripTrailing());
        if (!manual.examples().isEmpty()) {
            page.line("").line("Examples:");
            for (String example : manual.examples()) {
                page.line("  " + tool + " " + example);
            }
        }
        page.section(options);
        return page.out.toString();
    }

    /**
     * The page of the tool, or of a command that only has commands below it.
     *
     * @param path tool and words
     * @param commands names and summaries in turn
     */
    public static String ofGroup(String path, String summary, List<String> commands, OptionTable options) {
        HelpPage page = new HelpPage();
        boolean hasOptions = !visible(options).isEmpty();
        page.line(summary).line("").line("Usage:");
        page.line("  " + path + (hasOptions ? " [options]" : "") + " [command]");
        page.line("").line("Available Commands:");
        int width = 0;
        for (int i = 0; i < commands.size(); i += 2) {
            width = Math.max(width, commands.get(i).length());
        }
        for (int i = 0; i < commands.size(); i += 2) {
            page.line("  " + padded(commands.get(i), width + 1) + commands.get(i + 1));
        }
        page.section(options);
        return page.out.toString();
    }

    /** The lines that explain the options, for a page of another shape. */
    public static String options(OptionTable table) {
        return new HelpPage().rows(visible(table)).out.toString();
    }

    private void section(OptionTable table) {
        List<Option> options = visible(table);
        if (!options.isEmpty()) {
            line("").line("Options:").rows(options);
        }
    }

    private HelpPage rows(List<Option> options) {
        List<String> left = new ArrayList<>();
        int width = 0;
        for (Option option : options) {
            String names = names(option);
            left.add(names);
            width = Math.max(width, names.length());
        }
        for (int i = 0; i < left.size(); i++) {
            line((padded(left.get(i), width + 3) + explained(options.get(i))).stripTrailing());
        }
        return this;
    }

    private static List<Option> visible(OptionTable table) {
        List<Option> options = new ArrayList<>();
        for (Option option : table.all()) {
            if (option.kind() != Option.Kind.UNSUPPORTED && !option.help().isEmpty()) {
                options.add(option);
            }
        }
        options.sort(Comparator.comparing(Option::name));
        return options;
    }

    private static String names(Option option) {
        String letter = option.letter() == Option.NO_LETTER ? "      " : "  -" + option.letter() + ", ";
        String value = valueName(option);
        return letter + "--" + option.name() + (value.isEmpty() ? "" : " " + value);
    }

    /** The word in back quotes, else the kind's. */
    private static String valueName(Option option) {
        String help = option.help();
        int open = help.indexOf('`');
        int close = open < 0 ? -1 : help.indexOf('`', open + 1);
        return close < 0 ? option.kind().word() : help.substring(open + 1, close);
    }

    private static String explained(Option option) {
        String help = option.help().replace("`", "");
        String fallback = option.fallback();
        if (!option.choices().isEmpty()) {
            help += ": " + String.join(", ", option.choices());
        }
        if (fallback.isEmpty()) {
            return help;
        }
        boolean quoted = option.kind() == Option.Kind.STRING;
        return help + " (default " + (quoted ? "\"" + fallback + "\"" : fallback) + ")";
    }

    private HelpPage indented(String text) {
        for (String line : text.split("\n", -1)) {
            line(line.isEmpty() ? "" : "  " + line);
        }
        return this;
    }

    private HelpPage line(String text) {
        out.append(text).append('\n');
        return this;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
