package dev.pinisi.oci.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Options before the arguments of a command, as runc takes them: {@code --name value}, {@code --name=value}, one hyphen or
 * two.
 */
final class Flags {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> rest = new ArrayList<>();

    private Flags() {}

    /**
     * @param command the command's name, for errors
     * @param arguments what follows it
     * @param known the options: {@code "bundle/b="} has a short name and a value
     * @throws UsageException if there is another option, or no value where one is needed
     */
    static Flags parse(String command, List<String> arguments, String... known) {
        Flags flags = new Flags();
        int at = 0;
        while (at < arguments.size() && isOption(arguments.get(at))) {
            if (arguments.get(at).equals("--")) {
                at++;
                break;
            }
            at = flags.add(command, arguments, at, known);
        }
        flags.rest.addAll(arguments.subList(at, arguments.size()));
        return flags;
    }

    boolean has(String name) {
        return names.contains(name) && !value(name, "").equals("false");
    }

    /** The last value given; the fallback if there is none. */
    String value(String name, String fallback) {
        int last = names.lastIndexOf(name);
        return last < 0 ? fallback : values.get(last);
    }

    /** All values given, in order. */
    List<String> values(String name) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                all.add(values.get(i));
            }
        }
        return all;
    }

    int number(String name, int fallback) {
        String text = value(name, "");
        return text.isEmpty() ? fallback : number("--" + name, text);
    }

    /** A number that is not negative. */
    static int number(String what, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(what + ": \"" + text + "\" is not a number from 0 on");
    }

    /** What follows the options. */
    List<String> rest() {
        return rest;
    }

    private int add(String command, List<String> arguments, int at, String[] known) {
        String text = withoutHyphens(arguments.get(at));
        int equals = text.indexOf('=');
        String given = equals < 0 ? text : text.substring(0, equals);
        String option = find(command, given, known);
        boolean valued = option.endsWith("=");
        names.add(longName(option));
        if (equals >= 0) {
            values.add(text.substring(equals + 1));
        } else if (!valued) {
            values.add("true");
        } else if (at + 1 < arguments.size()) {
            values.add(arguments.get(at + 1));
            return at + 2;
        } else {
            // podman finds out by these last words whether restore knows an option
            throw new UsageException(command + ": option --" + given + " requires an argument");
        }
        return at + 1;
    }

    private static String find(String command, String given, String[] known) {
        for (String option : known) {
            String name = option.endsWith("=") ? option.substring(0, option.length() - 1) : option;
            int slash = name.indexOf('/');
            boolean matches = slash < 0
                    ? name.equals(given)
                    : name.substring(0, slash).equals(given)
                            || name.substring(slash + 1).equals(given);
            if (matches) {
                return option;
            }
        }
        throw new UsageException(command + ": unknown option --" + given + "; see pinisi-oci help");
    }

    private static String longName(String option) {
        String name = option.endsWith("=") ? option.substring(0, option.length() - 1) : option;
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    private static boolean isOption(String argument) {
        return argument.length() > 1 && argument.charAt(0) == '-';
    }

    private static String withoutHyphens(String argument) {
        return argument.startsWith("--") ? argument.substring(2) : argument.substring(1);
    }
}
