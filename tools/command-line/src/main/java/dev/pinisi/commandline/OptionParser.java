package dev.pinisi.commandline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line as pflag does, which podman, docker and most tools in Go use: {@code --name=value},
 * {@code --name value}, {@code -abc}, {@code -nVALUE}, {@code -n=VALUE}, {@code --flag=false}, {@code --} ends the
 * options. A flag never takes the next word.
 */
public final class OptionParser {
    private final OptionTable table;
    private final List<String> line;
    private final Arguments arguments;
    private int at;

    private OptionParser(OptionTable table, List<String> line) {
        this.table = table;
        this.line = line;
        this.arguments = new Arguments(table);
    }

    /**
     * Parses the words after the command's name.
     *
     * @throws UsageException if a word does not fit the table; the message is podman's
     * @throws HelpRequest if the help page is asked for
     */
    public static Arguments parse(OptionTable table, List<String> line) {
        return new OptionParser(table, line).parse();
    }

    private Arguments parse() {
        while (at < line.size()) {
            String word = line.get(at++);
            if (word.equals("--")) {
                return rest();
            }
            if (word.startsWith("--")) {
                longOption(word);
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                letters(word.substring(1));
            } else {
                arguments.addWord(word);
                if (!table.optionsEverywhere()) {
                    return rest();
                }
            }
        }
        return arguments;
    }

    private Arguments rest() {
        while (at < line.size()) {
            arguments.addWord(line.get(at++));
        }
        return arguments;
    }

    private void longOption(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
        if (name.isEmpty() || name.charAt(0) == '-') {
            throw new UsageException("bad flag syntax: " + word);
        }
        Option option = table.named(name);
        if (option == null) {
            if (name.equals("help")) {
                throw new HelpRequest();
            }
            throw new UsageException("unknown flag: --" + name);
        }
        refuseUnsupported(option);
        if (equals >= 0) {
            put(option, word.substring(equals + 1));
        } else if (option.isFlag()) {
            arguments.put(option, "true");
        } else if (at < line.size()) {
            put(option, line.get(at++));
        } else {
            throw new UsageException("flag needs an argument: --" + name);
        }
    }

    private void letters(String letters) {
        String left = letters;
        while (!left.isEmpty()) {
            Option option = lettered(left);
            refuseUnsupported(option);
            String behind = left.substring(1);
            if (behind.length() > 1 && behind.charAt(0) == '=') {
                put(option, behind.substring(1));
                return;
            }
            if (!option.isFlag()) {
                put(option, valueAfterLetter(left, behind));
                return;
            }
            arguments.put(option, "true");
            left = behind;
        }
    }

    private Option lettered(String left) {
        @Nullable Option option = table.lettered(left.charAt(0));
        if (option != null) {
            return option;
        }
        if (left.charAt(0) == 'h') {
            throw new HelpRequest();
        }
        throw new UsageException("unknown shorthand flag: '" + left.charAt(0) + "' in -" + left);
    }

    private String valueAfterLetter(String left, String behind) {
        if (!behind.isEmpty()) {
            return behind;
        }
        if (at < line.size()) {
            return line.get(at++);
        }
        throw new UsageException("flag needs an argument: '" + left.charAt(0) + "' in -" + left);
    }

    private static void refuseUnsupported(Option option) {
        if (option.kind() == Option.Kind.UNSUPPORTED) {
            throw new UsageException("--" + option.name() + " is not supported yet");
        }
    }

    private void put(Option option, String value) {
        switch (option.kind()) {
            case FLAG -> arguments.put(option, truth(option, value));
            case STRINGS -> {
                for (String part : CommaList.split(option, value)) {
                    arguments.put(option, part);
                }
            }
            case INT, UINT, FLOAT -> {
                checkNumber(option, value);
                arguments.put(option, value);
            }
            case DURATION -> {
                checkDuration(option, value);
                arguments.put(option, value);
            }
            case CHOICE -> {
                checkChoice(option, value);
                arguments.put(option, value);
            }
            default -> arguments.put(option, value);
        }
    }

    private static String truth(Option option, String value) {
        if (!Numbers.isTruth(value)) {
            throw invalid(option, value, "must be true or false");
        }
        return Numbers.isTrue(value) ? "true" : "false";
    }

    private static void checkNumber(Option option, String value) {
        try {
            if (option.kind() == Option.Kind.FLOAT) {
                Double.parseDouble(value);
            } else if (Numbers.integer(value) < 0 && option.kind() == Option.Kind.UINT) {
                throw invalid(option, value, "must not be negative");
            }
        } catch (NumberFormatException e) {
            throw invalid(
                    option, value, option.kind() == Option.Kind.FLOAT ? "must be a number" : "must be a whole number");
        }
    }

    private static void checkDuration(Option option, String value) {
        try {
            TimeSpan.parse(value);
        } catch (IllegalArgumentException e) {
            throw invalid(option, value, String.valueOf(e.getMessage()));
        }
    }

    private static void checkChoice(Option option, String value) {
        if (!option.choices().contains(value)) {
            throw invalid(
                    option,
                    value,
                    "\"" + value + "\" is not a valid value.  Choose from: \"" + String.join(", ", option.choices())
                            + "\"");
        }
    }

    static UsageException invalid(Option option, String value, String reason) {
        return new UsageException(
                "invalid argument \"" + value + "\" for \"" + option.display() + "\" flag: " + reason);
    }
}
