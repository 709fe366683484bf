package dev.pinisi.engine.internal;

import java.nio.file.Path;

/**
 * Where the files of one executed command are.
 *
 * @param session 64 hexadecimal digits
 */
record ExecFiles(Path directory, String session) {
    static ExecFiles of(ContainerFiles container, String session) {
        // short, as the path of a socket may have 107 bytes only
        return new ExecFiles(container.execs().resolve(session.substring(0, 12)), session);
    }

    /** The description of the process, runtime-spec's {@code process}. */
    Path process() {
        return directory.resolve("process.json");
    }

    Path pid() {
        return directory.resolve("pidfile");
    }

    Path attachSocket() {
        return directory.resolve("attach");
    }

    Path control() {
        return directory.resolve("ctl");
    }
}
