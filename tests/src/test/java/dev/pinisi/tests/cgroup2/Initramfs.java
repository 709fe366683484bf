package dev.pinisi.tests.cgroup2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** An archive that a kernel unpacks as its first root file system: cpio in the format "newc" (buffer-format.rst of Linux). */
final class Initramfs {
    private static final int DIRECTORY = 0040755;
    private static final int FILE = 0100755;
    private static final int LINK = 0120777;
    private static final int ALIGNMENT = 4;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
    private final Set<String> names = new LinkedHashSet<>();

    Initramfs directory(String name) {
        int slash = name.lastIndexOf('/');
        if (slash > 0) {
            directory(name.substring(0, slash));
        }
        return entry(name, DIRECTORY, new byte[0]);
    }

    Initramfs link(String name, String target) {
        return entry(name, LINK, target.getBytes(UTF_8));
    }

    Initramfs file(String name, byte[] content) {
        int slash = name.lastIndexOf('/');
        if (slash > 0) {
            directory(name.substring(0, slash));
        }
        return entry(name, FILE, content);
    }

    /** A copy of a directory of the host. */
    Initramfs tree(String name, Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String at = name + "/" + directory.relativize(path);
                if (Files.isSymbolicLink(path)) {
                    link(at, Files.readSymbolicLink(path).toString());
                } else if (Files.isDirectory(path)) {
                    directory(path.equals(directory) ? name : at);
                } else {
                    file(at, Files.readAllBytes(path));
                }
            }
        }
        return this;
    }

    byte[] bytes() {
        entry("TRAILER!!!", 0, new byte[0]);
        return archive.toByteArray();
    }

    private Initramfs entry(String name, int mode, byte[] content) {
        if (!names.add(name)) {
            return this;
        }
        byte[] path = name.getBytes(UTF_8);
        int links = mode == DIRECTORY ? 2 : 1;
        int[] fields = {names.size(), mode, 0, 0, links, 0, content.length, 0, 0, 0, 0, path.length + 1, 0};
        StringBuilder header = new StringBuilder("070701");
        for (int field : fields) {
            header.append(HexFormat.of().toHexDigits(field));
        }
        archive.writeBytes(header.toString().getBytes(UTF_8));
        archive.writeBytes(path);
        archive.write(0);
        align();
        archive.writeBytes(content);
        align();
        return this;
    }

    private void align() {
        while (archive.size() % ALIGNMENT != 0) {
            archive.write(0);
        }
    }
}
