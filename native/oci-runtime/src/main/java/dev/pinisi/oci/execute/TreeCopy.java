package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Directories;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;

/** Copies a small tree of directories, files and links, with modes and owners. */
final class TreeCopy {
    private static final int O_NOFOLLOW = 0400000;

    private TreeCopy() {}

    static void copy(int from, int into) {
        FileStatus status = FileStatus.of(from);
        Files.chown(into, status.uid(), status.gid());
        Files.chmod(into, status.mode() & 07777);
        for (String name : Directories.names(from)) {
            copyEntry(from, into, name);
        }
    }

    private static void copyEntry(int from, int into, String name) {
        FileStatus status = FileStatus.ofLink(from, name);
        if (status.isDirectory()) {
            check(Files.mkdirAt(into, name, 0700), "copy directory", name);
            int below = check(Files.openAt(from, name, O_NOFOLLOW), "open", name);
            int target = check(Files.openAt(into, name, O_NOFOLLOW), "open", name);
            copy(below, target);
            Files.close(below);
            Files.close(target);
        } else if (status.isLink()) {
            check(Files.symlinkAt(Files.readLink(from, name), into, name), "copy link", name);
            Files.chownAt(into, name, status.uid(), status.gid());
        } else if (status.isRegular()) {
            copyFile(from, into, name, status);
        }
    }

    private static void copyFile(int from, int into, String name, FileStatus status) {
        int source = check(Files.openAt(from, name, O_NOFOLLOW), "open", name);
        int target = check(Files.createAt(into, name, Files.O_WRONLY | Files.O_EXCL, 0600), "create", name);
        byte[] buffer = new byte[65536];
        int count = check(Files.read(source, buffer), "read", name);
        while (count > 0) {
            check(Files.write(target, buffer, count), "write", name);
            count = check(Files.read(source, buffer), "read", name);
        }
        Files.chown(target, status.uid(), status.gid());
        Files.chmod(target, status.mode() & 07777);
        Files.close(source);
        Files.close(target);
    }
}
