package dev.pinisi.oci.kernel;

import java.util.ArrayList;
import java.util.List;

/** What lies in a directory. */
public final class Directories {
    private static final int HEADER = 19;

    private Directories() {}

    /** The names in an open directory, without "." and "..", in the kernel's order. */
    public static List<String> names(int fd) {
        List<String> names = new ArrayList<>();
        byte[] buffer = Memory.SCRATCH;
        while (true) {
            long length = KernelException.check(
                    Kernel.call(Sys.getdents64(), fd, Memory.of(buffer).toLong(), buffer.length), "list a directory");
            if (length == 0) {
                return names;
            }
            for (int at = 0; at < length; at += recordLength(buffer, at)) {
                addName(names, buffer, at + HEADER);
            }
        }
    }

    /** The names in the directory of that path; none if it cannot be opened. */
    public static List<String> names(String path) {
        int fd = Files.open(path, Files.O_RDONLY);
        if (fd < 0) {
            return List.of();
        }
        List<String> names = names(fd);
        Files.close(fd);
        return names;
    }

    private static int recordLength(byte[] buffer, int at) {
        return (buffer[at + 16] & 0xff) | ((buffer[at + 17] & 0xff) << 8);
    }

    private static void addName(List<String> names, byte[] buffer, int start) {
        int end = start;
        while (buffer[end] != 0) {
            end++;
        }
        String name = Utf8.decode(buffer, start, end - start);
        if (!name.equals(".") && !name.equals("..")) {
            names.add(name);
        }
    }
}
