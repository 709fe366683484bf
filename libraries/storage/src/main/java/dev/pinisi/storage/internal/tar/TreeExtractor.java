package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryTree;
import dev.pinisi.linux.Errno;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import dev.pinisi.storage.UnpackOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Unpacks an archive over files that are there, in a tree that others may change meanwhile. Directories are entered by
 * {@link DirectoryStack}; a name is never followed when it is a link, so that what is written stays in the tree.
 */
public final class TreeExtractor {
    private final DirectoryStack stack;
    private final DirectoryStack linkStack;
    private final List<byte[]> place;
    private final UnpackOptions options;
    private final Attributes attributes = new Attributes(false);
    private final DirectoryQueue directories = new DirectoryQueue();

    private TreeExtractor(Directory root, MountedTrees mounted, List<byte[]> place, UnpackOptions options) {
        ImpliedDirectories implied = new ImpliedDirectories();
        this.stack = new DirectoryStack(root, TarLimits.DEFAULT, true, implied, mounted);
        this.linkStack = new DirectoryStack(root, TarLimits.DEFAULT, false, implied, mounted);
        this.place = place;
        this.options = options;
    }

    /**
     * Reads an archive to its end, on a thread with no umask.
     *
     * @param root the root of the tree, in which links are resolved
     * @param place the directory in it to unpack into
     * @throws TarException if the archive is malformed, or something in the tree is in its way
     */
    public static void extract(
            InputStream tar, Directory root, MountedTrees mounted, List<byte[]> place, UnpackOptions options) {
        TreeExtractor extractor = new TreeExtractor(root, mounted, place, options);
        TarInput input = new TarInput(new StreamChunks(tar), Literals.FORGOTTEN, TarLimits.DEFAULT.bytes());
        TarReader reader = new TarReader(input, TarLimits.DEFAULT);
        try {
            for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                extractor.unpack(entry, reader, input);
            }
            extractor.linkStack.close();
            extractor.directories.apply(extractor.stack, extractor.attributes);
        } finally {
            extractor.stack.close();
            extractor.linkStack.close();
        }
    }

    private void unpack(TarEntry entry, TarReader reader, TarInput input) {
        List<byte[]> path = placed(entry.name);
        if (options.owner().isPresent()) {
            entry.uid = options.owner().get().uid();
            entry.gid = options.owner().get().gid();
        }
        if (path.size() == place.size()) {
            // the directory that all goes into stays as it is
            return;
        }
        try {
            byte[] name = path.getLast();
            Directory parent = stack.enter(path, path.size() - 1);
            make(parent, name, entry, reader, input);
        } catch (LinuxException e) {
            throw new TarException(entry.name, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** Where an entry goes: below the place. */
    private List<byte[]> placed(byte[] name) {
        List<byte[]> path = new ArrayList<>(place);
        path.addAll(TarPath.components(name, TarLimits.DEFAULT));
        return path;
    }

    private void make(Directory parent, byte[] name, TarEntry entry, TarReader reader, TarInput input) {
        switch (entry.type) {
            case TarType.DIRECTORY -> directory(parent, name, entry);
            case TarType.FILE -> file(parent, name, entry, reader, input);
            case TarType.SYMLINK -> {
                clear(parent, name, entry);
                parent.makeSymlink(name, entry.link);
                attributes.finish(parent, name, entry, false);
            }
            case TarType.HARD_LINK -> hardLink(parent, name, entry);
            case TarType.CHARACTER_DEVICE -> node(parent, name, entry, FileStatus.CHARACTER_DEVICE);
            case TarType.BLOCK_DEVICE -> node(parent, name, entry, FileStatus.BLOCK_DEVICE);
            case TarType.FIFO -> node(parent, name, entry, FileStatus.FIFO);
            default -> throw new TarException(entry.name, "its type '" + entry.type + "' is not supported");
        }
    }

    private void directory(Directory parent, byte[] name, TarEntry entry) {
        Optional<FileStatus> there = parent.status(name);
        if (there.isPresent() && !leadsToDirectory(there.get(), name)) {
            requireOverwrite(entry, "a directory cannot replace what is no directory");
            requireNoMount(parent, name);
            remove(parent, name);
            there = Optional.empty();
        }
        if (there.isEmpty()) {
            parent.makeDirectory(name, 0700);
        } else if (there.get().isSymlink()) {
            return;
        }
        List<byte[]> path = new ArrayList<>(stack.path());
        path.add(name);
        directories.add(path, entry);
    }

    /** A link to a directory is as good as one: what is in the archive's directory goes there. */
    private boolean leadsToDirectory(FileStatus there, byte[] name) {
        if (!there.isSymlink()) {
            return there.isDirectory();
        }
        List<byte[]> path = new ArrayList<>(stack.path());
        path.add(name);
        try {
            linkStack.enter(path, path.size());
            return true;
        } catch (LinuxException | TarException leadsNowhere) {
            return false;
        }
    }

    private void file(Directory parent, byte[] name, TarEntry entry, TarReader reader, TarInput input) {
        clear(parent, name, entry);
        try (OpenFile file = parent.createFile(name, 0600)) {
            if (entry.isSparse()) {
                for (int i = 0; i < entry.segments.length; i += 2) {
                    file.seek(entry.segments[i]);
                    copy(file, entry.segments[i + 1], reader, input);
                }
                file.truncate(entry.size);
            } else {
                copy(file, entry.stored, reader, input);
            }
            attributes.finish(file, entry);
            file.setMode(entry.mode);
        }
    }

    private static void copy(OpenFile file, long length, TarReader reader, TarInput input) {
        long left = length;
        while (left > 0) {
            int count = (int) Math.min(left, reader.content());
            file.write(input.buffer(), input.position(), count);
            reader.taken(count);
            left -= count;
        }
    }

    private void hardLink(Directory parent, byte[] name, TarEntry entry) {
        List<byte[]> target = placed(entry.link);
        if (target.size() == place.size()) {
            throw new TarException(entry.name, "a hard link without a target");
        }
        Directory from = linkStack.enter(target, target.size() - 1);
        clear(parent, name, entry);
        parent.makeLink(name, from, target.getLast());
    }

    private void node(Directory parent, byte[] name, TarEntry entry, int type) {
        if (type != FileStatus.FIFO && !options.devices()) {
            return;
        }
        clear(parent, name, entry);
        // chmod would follow a link that has taken the name meanwhile
        parent.makeNode(name, type | entry.mode, entry.major, entry.minor);
        attributes.finish(parent, name, entry, false);
    }

    /** Makes the name free for something that is no directory. */
    private void clear(Directory parent, byte[] name, TarEntry entry) {
        requireNoMount(parent, name);
        try {
            parent.remove(name);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return;
            }
            if (e.errno() != Errno.EISDIR && e.errno() != Errno.EPERM) {
                throw e;
            }
            requireOverwrite(entry, "it cannot replace a directory");
            remove(parent, name);
        }
    }

    /** A container's mounts are its own, though the kernel would let us remove what is below them. */
    private static void requireNoMount(Directory parent, byte[] name) {
        if (parent.isMountPoint(name)) {
            throw new LinuxException("replace", new String(name, StandardCharsets.UTF_8), Errno.EBUSY);
        }
    }

    private void requireOverwrite(TarEntry entry, String problem) {
        if (!options.overwrite()) {
            throw new TarException(entry.name, problem + "; use --overwrite to let it");
        }
    }

    private void remove(Directory parent, byte[] name) {
        List<byte[]> path = new ArrayList<>(stack.path());
        path.add(name);
        linkStack.forget(path);
        DirectoryTree.remove(parent, name);
    }
}
