package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.Errno;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The directories from a tree's root to where the last entry was, open. The next entry is near most often, so that few
 * directories are opened. Each is opened by one component from the one above it and never through a symbolic link;
 * where the tree itself has a link on the way, its text is resolved here, with the tree's root as the root of all.
 */
final class DirectoryStack implements AutoCloseable {
    private static final int MOST_LINKS = 40;

    private final Directory root;
    private final TarLimits limits;
    private final boolean makes;
    private final ImpliedDirectories implied;
    private final MountedTrees mounted;
    private final List<byte[]> names = new ArrayList<>();
    private final List<Directory> open = new ArrayList<>();

    /**
     * @param makes whether to make directories that are missing, or to refuse to enter them
     * @param implied is told of those that are made
     */
    DirectoryStack(Directory root, TarLimits limits, boolean makes, ImpliedDirectories implied) {
        this(root, limits, makes, implied, MountedTrees.NONE);
    }

    /**
     * @param mounted what is to be found at some paths instead of what the tree has there
     */
    DirectoryStack(Directory root, TarLimits limits, boolean makes, ImpliedDirectories implied, MountedTrees mounted) {
        this.mounted = mounted;
        this.root = root;
        this.limits = limits;
        this.makes = makes;
        this.implied = implied;
    }

    /**
     * Goes to the directory of these components.
     *
     * @param count how many of the components count
     * @return the directory, which stays open until another is entered
     */
    Directory enter(List<byte[]> components, int count) {
        int common = common(components, count);
        leave(common);
        if (common == count) {
            return top();
        }
        return descend(components.subList(common, count));
    }

    /** Goes to the directory of these components if all of them are directories, and makes nothing. */
    Optional<Directory> find(List<byte[]> components) {
        leave(common(components, components.size()));
        for (byte[] name : components.subList(names.size(), components.size())) {
            if (!top().status(name).map(FileStatus::isDirectory).orElse(false)) {
                return Optional.empty();
            }
            open.add(open(name));
            names.add(name);
        }
        return Optional.of(top());
    }

    private Directory descend(List<byte[]> components) {
        List<byte[]> left = components;
        int links = 0;
        while (!left.isEmpty()) {
            byte[] name = left.get(0);
            left = left.subList(1, left.size());
            if (!push(name)) {
                if (++links > MOST_LINKS) {
                    throw new TarException(name, "too many symbolic links on the way to an entry");
                }
                left = follow(name, left);
            }
        }
        return top();
    }

    /** Opens the next directory, making it if there is none; false if the name is a symbolic link. */
    private boolean push(byte[] name) {
        Directory next;
        try {
            next = open(name);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT && makes) {
                top().makeDirectory(name, 0755);
                implied.add(names, name);
                next = top().openDirectory(name);
            } else if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                if (isSymlink(name)) {
                    return false;
                }
                next = overWhiteout(name, e);
            } else {
                throw e;
            }
        }
        names.add(name);
        open.add(next);
        return true;
    }

    private Directory open(byte[] name) {
        Optional<Directory> other = mounted.open(names, name);
        return other.isPresent() ? other.get() : top().openDirectory(name);
    }

    private boolean isSymlink(byte[] name) {
        return top().status(name).map(FileStatus::isSymlink).orElse(false);
    }

    /** A name that the same archive both hides in the layers below and uses: a directory that hides those. */
    private Directory overWhiteout(byte[] name, LinuxException cause) {
        if (!makes || !Whiteouts.isWhiteout(top(), name)) {
            throw new TarException(name, "it is needed as a directory but is " + cause.getMessage());
        }
        top().remove(name);
        top().makeDirectory(name, 0755);
        Whiteouts.makeOpaque(top(), name);
        implied.add(names, name);
        return top().openDirectory(name);
    }

    private List<byte[]> follow(byte[] link, List<byte[]> left) {
        List<byte[]> path = followed(names, top().readLink(link));
        path.addAll(left);
        if (path.size() > limits.depth()) {
            throw new TarException(link, "symbolic links nest deeper than " + limits.depth() + " directories");
        }
        int common = common(path, path.size());
        leave(common);
        return path.subList(common, path.size());
    }

    /** Where a link's text leads that stands in a directory of these components, as it would in a chroot. */
    static List<byte[]> followed(List<byte[]> directory, byte[] text) {
        List<byte[]> path = new ArrayList<>();
        boolean absolute = text.length > 0 && text[0] == '/';
        if (!absolute) {
            path.addAll(directory);
        }
        resolve(text, path);
        return path;
    }

    /** {@code ..} goes up, but not above the root. */
    private static void resolve(byte[] text, List<byte[]> path) {
        int from = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i < text.length && text[i] != '/') {
                continue;
            }
            byte[] component = Arrays.copyOfRange(text, from, i);
            from = i + 1;
            if (component.length == 2 && component[0] == '.' && component[1] == '.') {
                if (!path.isEmpty()) {
                    path.remove(path.size() - 1);
                }
            } else if (component.length > 0 && !(component.length == 1 && component[0] == '.')) {
                path.add(component);
            }
        }
    }

    /** The components of the directory that was entered last, links resolved. */
    List<byte[]> path() {
        return names;
    }

    /** Forgets the directory below the one entered last, if it is of that name: it is about to be replaced. */
    void forget(List<byte[]> path) {
        if (path.size() <= names.size() && common(path, path.size()) == path.size()) {
            leave(path.size() - 1);
        }
    }

    private Directory top() {
        return open.isEmpty() ? root : open.get(open.size() - 1);
    }

    private int common(List<byte[]> components, int count) {
        int most = Math.min(count, names.size());
        int same = 0;
        while (same < most && Arrays.equals(components.get(same), names.get(same))) {
            same++;
        }
        return same;
    }

    private void leave(int depth) {
        for (int i = names.size() - 1; i >= depth; i--) {
            names.remove(i);
            open.remove(i).close();
        }
    }

    @Override
    public void close() {
        leave(0);
    }
}
