package dev.pinisi.oci.kernel;

import java.util.ArrayList;
import java.util.List;
import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/** The process's arguments and environment, decoded as UTF-8 whatever the locale. */
public final class Arguments {
    private Arguments() {}

    @Import(name = "pinisi_argc")
    @Include("pinisi.h")
    @Variable
    private static native int count();

    @Import(name = "pinisi_argument")
    @Include("pinisi.h")
    private static native Address argument(int index);

    @Import(name = "pinisi_environment")
    @Include("pinisi.h")
    private static native Address environmentStart();

    /** The arguments after the program's name. */
    public static List<String> list() {
        List<String> arguments = new ArrayList<>();
        for (int i = 1; i < count(); i++) {
            arguments.add(Memory.string(argument(i)));
        }
        return arguments;
    }

    /** The program's name as it was called; empty if there is none. */
    public static String program() {
        return count() == 0 ? "" : Memory.string(argument(0));
    }

    /** The environment, {@code NAME=value} each. */
    public static List<String> environment() {
        List<String> variables = new ArrayList<>();
        Address at = environmentStart();
        while (at.getLong() != 0) {
            variables.add(Memory.string(at.getAddress()));
            at = at.add(8);
        }
        return variables;
    }

    /** A variable's value; empty if it is not set. */
    public static String variable(String name) {
        for (String variable : environment()) {
            if (variable.startsWith(name)
                    && variable.length() > name.length()
                    && variable.charAt(name.length()) == '=') {
                return variable.substring(name.length() + 1);
            }
        }
        return "";
    }
}
