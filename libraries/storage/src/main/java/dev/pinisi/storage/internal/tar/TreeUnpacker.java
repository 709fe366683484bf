package dev.pinisi.storage.internal.tar;

import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.Errno;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes files of entries, below a root that nothing leads out of: see {@link DirectoryStack}. Of several entries of one
 * name the last wins; what it replaces is kept aside, so that the archive can be given back. Runs on a thread with no
 * umask, so that files have their modes from the start.
 */
final class TreeUnpacker implements AutoCloseable {
    private static final int SPECIAL_BITS = 07000;
    private static final int PERMISSIONS = 0777;
    private static final long WRITE_BACK = 8 << 20;

    private final Directory layer;
    private final TarReader reader;
    private final TarInput input;
    private final HeadersWriter headers;
    private final KnownFiles known;
    private final TarLimits limits;
    private final DirectoryStack stack;
    private final DirectoryStack linkStack;
    private final Attributes attributes = new Attributes(true);
    private final ImpliedDirectories implied = new ImpliedDirectories();
    private final WriteBack writeBack = new WriteBack();
    private final DirectoryQueue directories = new DirectoryQueue();
    private long files;
    private long bytes;
    private long replaced;
    private long written;
    private boolean definesRoot;

    TreeUnpacker(
            Directory layer,
            Directory root,
            TarReader reader,
            TarInput input,
            HeadersWriter headers,
            KnownFiles known,
            TarLimits limits) {
        this.layer = layer;
        this.reader = reader;
        this.input = input;
        this.headers = headers;
        this.known = known;
        this.limits = limits;
        this.stack = new DirectoryStack(root, limits, true, implied);
        this.linkStack = new DirectoryStack(root, limits, false, implied);
    }

    /** Unpacks all entries. */
    void run() {
        for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
            try {
                unpack(entry);
            } catch (LinuxException e) {
                if (e.errno() == Errno.ENOSPC || e.errno() == Errno.EDQUOT || e.errno() == Errno.EIO) {
                    throw e;
                }
                throw new TarException(entry.name, "cannot be unpacked: " + e.getMessage());
            }
        }
        linkStack.close();
        writeBack.finish();
        directories.apply(stack, attributes);
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** The directories without an entry. */
    ImpliedDirectories implied() {
        return implied;
    }

    /** Whether there was an entry for the root directory itself. */
    boolean definesRoot() {
        return definesRoot;
    }

    private void unpack(TarEntry entry) {
        files++;
        List<byte[]> path = TarPath.components(entry.name, limits);
        if (path.isEmpty()) {
            requireDirectory(entry);
            directories.add(List.of(), entry);
            definesRoot = true;
            return;
        }
        byte[] name = path.get(path.size() - 1);
        if (Whiteouts.isMetadata(path)) {
            return;
        }
        Directory parent = stack.enter(path, path.size() - 1);
        if (Whiteouts.isMark(name)) {
            whiteout(parent, name, entry);
        } else {
            make(parent, name, entry);
        }
    }

    private static void requireDirectory(TarEntry entry) {
        if (entry.type != TarType.DIRECTORY) {
            throw new TarException(entry.name, "the root of a layer must be a directory");
        }
    }

    /** The layer's own files stay visible, whatever it hides of the layers below. */
    private void whiteout(Directory parent, byte[] mark, TarEntry entry) {
        if (Whiteouts.isOpaqueMark(mark)) {
            opaque(parent);
            return;
        }
        byte[] name = Whiteouts.hidden(mark);
        if (name.length == 0 || Arrays.equals(name, new byte[] {'.'}) || Arrays.equals(name, new byte[] {'.', '.'})) {
            throw new TarException(entry.name, "it hides no valid name");
        }
        Optional<FileStatus> there = parent.status(name);
        if (there.isEmpty()) {
            Whiteouts.make(parent, name);
        } else if (there.get().isDirectory()) {
            Whiteouts.makeOpaque(parent, name);
        }
    }

    private void opaque(Directory parent) {
        Whiteouts.makeOpaque(parent, new byte[] {'.'});
    }

    private void make(Directory parent, byte[] name, TarEntry entry) {
        switch (entry.type) {
            case TarType.FILE -> file(parent, name, entry);
            case TarType.DIRECTORY -> directory(parent, name, entry);
            case TarType.SYMLINK -> symlink(parent, name, entry);
            case TarType.HARD_LINK -> hardLink(parent, name, entry);
            case TarType.CHARACTER_DEVICE -> node(parent, name, entry, FileStatus.CHARACTER_DEVICE);
            case TarType.BLOCK_DEVICE -> node(parent, name, entry, FileStatus.BLOCK_DEVICE);
            case TarType.FIFO -> node(parent, name, entry, FileStatus.FIFO);
            default -> throw new TarException(entry.name, "its type '" + entry.type + "' is not supported");
        }
    }

    private void file(Directory parent, byte[] name, TarEntry entry) {
        OpenFile file = create(parent, name, entry.mode & PERMISSIONS);
        try (OpenFile unfinished = file) {
            if (entry.isSparse()) {
                sparseContent(file, name, entry);
            } else {
                content(file, name, entry);
            }
            attributes.finish(file, entry);
            if (entry.stored > 0) {
                writeBack.add(unfinished.release());
            }
        }
    }

    private OpenFile create(Directory parent, byte[] name, int mode) {
        try {
            return parent.createFile(name, mode);
        } catch (LinuxException e) {
            requireTaken(e);
            displace(parent, name);
            return parent.createFile(name, mode);
        }
    }

    private void content(OpenFile file, byte[] name, TarEntry entry) {
        if (entry.stored == 0) {
            return;
        }
        byte[] path = pathOf(name);
        headers.file(path, path.length, entry.stored);
        Optional<KnownContent> content = known.at(input.offset(), entry.stored);
        if (content.isPresent()) {
            known.add(content.get(), path);
        }
        if (content.isPresent() && KnownFiles.copy(content.get(), file)) {
            skip(entry.stored);
        } else {
            copy(file, entry.stored);
        }
        bytes += entry.stored;
    }

    private void sparseContent(OpenFile file, byte[] name, TarEntry entry) {
        byte[] path = pathOf(name);
        headers.file(path, path.length, entry.segments);
        for (int i = 0; i < entry.segments.length; i += 2) {
            file.seek(entry.segments[i]);
            copy(file, entry.segments[i + 1]);
        }
        file.truncate(entry.size);
        bytes += entry.stored;
    }

    private void copy(OpenFile file, long length) {
        long left = length;
        while (left > 0) {
            int count = (int) Math.min(left, reader.content());
            file.write(input.buffer(), input.position(), count);
            reader.taken(count);
            left -= count;
            written += count;
            if (written >= WRITE_BACK) {
                file.startWriteBack();
                written = 0;
            }
        }
    }

    /** Passes over content that is in its file already. */
    private void skip(long length) {
        long left = length;
        while (left > 0) {
            int count = (int) Math.min(left, reader.content());
            reader.taken(count);
            left -= count;
        }
    }

    private void directory(Directory parent, byte[] name, TarEntry entry) {
        try {
            parent.makeDirectory(name, 0700 | (entry.mode & PERMISSIONS));
        } catch (LinuxException e) {
            requireTaken(e);
            overExisting(parent, name, entry);
        }
        implied.remove(stack.path(), name);
        directories.add(append(stack.path(), name), entry);
    }

    /** A directory that is there already stays, with its new attributes. */
    private void overExisting(Directory parent, byte[] name, TarEntry entry) {
        FileStatus there = parent.status(name).orElseThrow();
        if (there.isDirectory()) {
            return;
        }
        boolean hides = Whiteouts.isWhiteout(there);
        displace(parent, name);
        parent.makeDirectory(name, 0700 | (entry.mode & PERMISSIONS));
        if (hides) {
            Whiteouts.makeOpaque(parent, name);
        }
    }

    private void symlink(Directory parent, byte[] name, TarEntry entry) {
        if (entry.link.length == 0) {
            throw new TarException(entry.name, "a symbolic link without a target");
        }
        try {
            parent.makeSymlink(name, entry.link);
        } catch (LinuxException e) {
            requireTaken(e);
            displace(parent, name);
            parent.makeSymlink(name, entry.link);
        }
        attributes.finish(parent, name, entry, false);
    }

    private void hardLink(Directory parent, byte[] name, TarEntry entry) {
        List<byte[]> target = TarPath.components(entry.link, limits);
        if (target.isEmpty()) {
            throw new TarException(entry.name, "a hard link without a target");
        }
        byte[] existing = target.get(target.size() - 1);
        Directory from = enterTarget(target, entry);
        FileStatus there = from.status(existing).orElseThrow(() -> notInLayer(entry));
        if (there.isDirectory() || Whiteouts.isWhiteout(there)) {
            throw new TarException(entry.name, "a hard link to something that is no file");
        }
        Optional<FileStatus> taken = parent.status(name);
        if (taken.isPresent() && taken.get().inode() == there.inode()) {
            return;
        }
        if (taken.isPresent()) {
            displace(parent, name);
        }
        parent.makeLink(name, from, existing);
    }

    private Directory enterTarget(List<byte[]> target, TarEntry entry) {
        try {
            return linkStack.enter(target, target.size() - 1);
        } catch (LinuxException e) {
            throw e.errno() == Errno.ENOENT ? notInLayer(entry) : e;
        }
    }

    private static TarException notInLayer(TarEntry entry) {
        String target = new String(entry.link, StandardCharsets.UTF_8);
        return new TarException(entry.name, "a hard link to \"" + target + "\", which is not in the layer");
    }

    private void node(Directory parent, byte[] name, TarEntry entry, int type) {
        int mode = type | (entry.mode & PERMISSIONS);
        try {
            parent.makeNode(name, mode, entry.major, entry.minor);
        } catch (LinuxException e) {
            requireTaken(e);
            displace(parent, name);
            parent.makeNode(name, mode, entry.major, entry.minor);
        }
        attributes.finish(parent, name, entry, (entry.mode & SPECIAL_BITS) != 0);
    }

    private static void requireTaken(LinuxException e) {
        if (e.errno() != Errno.EEXIST) {
            throw e;
        }
    }

    /** Moves what has the name aside: its content belongs to the archive still. */
    private void displace(Directory parent, byte[] name) {
        if (Whiteouts.isWhiteout(parent, name)) {
            parent.remove(name);
            return;
        }
        List<byte[]> path = append(stack.path(), name);
        linkStack.forget(path);
        byte[] number = Long.toString(replaced).getBytes(StandardCharsets.US_ASCII);
        byte[] flat = pathOf(name);
        if (replaced == 0) {
            layer.makeDirectory(LayerFiles.REPLACED, 0700);
        }
        try (Directory aside = layer.openDirectory(LayerFiles.REPLACED)) {
            parent.rename(name, aside, number);
        }
        headers.moved(flat, flat.length, replaced);
        replaced++;
    }

    private byte[] pathOf(byte[] name) {
        int length = name.length;
        for (byte[] component : stack.path()) {
            length += component.length + 1;
        }
        byte[] path = new byte[length];
        int at = 0;
        for (byte[] component : stack.path()) {
            System.arraycopy(component, 0, path, at, component.length);
            at += component.length;
            path[at++] = '/';
        }
        System.arraycopy(name, 0, path, at, name.length);
        return path;
    }

    static List<byte[]> append(List<byte[]> path, byte[] name) {
        byte[][] whole = path.toArray(new byte[path.size() + 1][]);
        whole[path.size()] = name;
        return Arrays.asList(whole);
    }

    @Override
    public void close() {
        writeBack.close();
        stack.close();
        linkStack.close();
    }
}
