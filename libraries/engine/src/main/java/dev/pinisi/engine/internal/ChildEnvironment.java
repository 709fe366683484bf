package dev.pinisi.engine.internal;

import java.util.ArrayList;
import java.util.List;

/** The environment of the monitor and the runtime: what they may need of ours, nothing else. */
final class ChildEnvironment {
    private static final String[] NAMES = {
        "PATH",
        "HOME",
        "TMPDIR",
        "XDG_RUNTIME_DIR",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "JAVA_HOME",
        "PINISI_HOME",
        "LANG"
    };

    private ChildEnvironment() {}

    /** {@code NAME=value} each. */
    static List<String> get() {
        List<String> environment = new ArrayList<>();
        for (String name : NAMES) {
            String value = System.getenv(name);
            if (value != null) {
                environment.add(name + "=" + value);
            }
        }
        return environment;
    }
}
