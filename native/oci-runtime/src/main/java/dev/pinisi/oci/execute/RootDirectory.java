package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;

/**
 * The container's root file system from outside. Every path is resolved by the kernel as if this directory were the
 * root, so no link in an image leads out of it.
 */
public final class RootDirectory {
    private static final int MAX_LINKS = 40;

    private final int fd;

    public RootDirectory(int fd) {
        this.fd = fd;
    }

    int fd() {
        return fd;
    }

    /** A place that is there, or -errno. */
    int open(String path) {
        return Files.openInRoot(fd, path, Files.O_PATH);
    }

    /** A directory, made with its parents where missing. */
    public int directory(String path) {
        int place = open(path);
        return place >= 0 ? place : make(path, true);
    }

    /** A file, made empty with its parents where missing. */
    public int file(String path) {
        int place = open(path);
        return place >= 0 ? place : make(path, false);
    }

    /** The directory that a name lies in, made where missing. */
    int parent(String path) {
        return directory(PathNames.parent(path));
    }

    private int make(String path, boolean directory) {
        String remaining = path;
        for (int links = 0; links < MAX_LINKS; links++) {
            String link = makeUpToLink(remaining, directory);
            if (link.isEmpty()) {
                return check(open(remaining), "open in the root file system", path);
            }
            remaining = link;
        }
        throw new dev.pinisi.oci.kernel.KernelException("open in the root file system " + path, Errno.ELOOP);
    }

    /** Makes what is missing; where a dangling link is in the way, returns the path with that link replaced. */
    private String makeUpToLink(String path, boolean directory) {
        int end = 0;
        while (end < path.length()) {
            int slash = path.indexOf('/', end + 1);
            end = slash < 0 ? path.length() : slash;
            String prefix = path.substring(0, end);
            int place = open(prefix);
            if (place >= 0) {
                Files.close(place);
                continue;
            }
            if (place != -Errno.ENOENT) {
                check(place, "open in the root file system", prefix);
            }
            int result = makeOne(prefix, directory || slash >= 0);
            if (result == -Errno.EEXIST) {
                return PathNames.join(target(prefix), path.substring(end));
            }
            check(result, "make in the root file system", prefix);
        }
        return "";
    }

    private int makeOne(String path, boolean directory) {
        int parent = check(open(PathNames.parent(path)), "open in the root file system", PathNames.parent(path));
        String name = PathNames.name(path);
        int result = directory
                ? Files.mkdirAt(parent, name, 0755)
                : Files.createAt(parent, name, Files.O_EXCL | Files.O_WRONLY, 0755);
        if (!directory && result >= 0) {
            Files.close(result);
            result = 0;
        }
        Files.close(parent);
        return result;
    }

    private String target(String link) {
        int parent = check(open(PathNames.parent(link)), "open in the root file system", link);
        String name = PathNames.name(link);
        if (!FileStatus.ofLink(parent, name).isLink()) {
            throw new ContainerException("make in the root file system " + link + ": something is in the way");
        }
        String target = Files.readLink(parent, name);
        Files.close(parent);
        return target.startsWith("/") ? target : PathNames.join(PathNames.parent(link), target);
    }
}
