package dev.pinisi.tests.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories with Debian's static busybox and names for what tests call. */
public final class RootFilesystem {
    public static final Path BUSYBOX = Path.of("/bin/busybox");

    private static final String[] PROGRAMS = {
        "sh",
        "cat",
        "ls",
        "id",
        "echo",
        "sleep",
        "mount",
        "hostname",
        "stat",
        "grep",
        "true",
        "false",
        "test",
        "touch",
        "mkdir",
        "mknod",
        "ps",
        "kill",
        "readlink",
        "tty",
        "stty",
        "env",
        "pwd",
        "dd",
        "sync",
        "df",
        "wc",
        "head",
        "tr",
        "uname",
        "ionice",
        "ln",
        "chmod",
        "cut",
        "dnsdomainname",
        "setsid"
    };

    private RootFilesystem() {}

    /** Fills a new directory. Busybox is a hard link to one copy beside it. */
    public static void make(Path directory, Path copy) throws IOException {
        if (!Files.exists(copy)) {
            Files.copy(BUSYBOX, copy);
            copy.toFile().setExecutable(true, false);
        }
        for (String name : new String[] {"bin", "proc", "dev", "sys", "tmp", "etc", "mnt", "work"}) {
            Files.createDirectories(directory.resolve(name));
        }
        Files.createLink(directory.resolve("bin/busybox"), copy);
        for (String name : PROGRAMS) {
            Files.createSymbolicLink(directory.resolve("bin/" + name), Path.of("busybox"));
        }
        Files.writeString(
                directory.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\nguest:x:1000:1000::/work:/bin/sh\n");
        Files.writeString(directory.resolve("etc/group"), "root:x:0:\nguest:x:1000:\n");
    }
}
