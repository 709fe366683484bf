package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares an unpacked layer with the archive that it came from: the content of all files by the archive's digest, and
 * each file's type, owner, mode, time, size and extended attributes with what the archive says of it. Reads all of it
 * once and keeps nothing but directories in memory.
 *
 * <p>Where entries of the archive replaced one another, which is rare, the content alone is compared.
 */
public final class LayerVerifier implements AutoCloseable {
    private static final byte[] SELF = {'.'};
    private static final TarLimits LIMITS = TarLimits.DEFAULT;
    /** Times beyond are not kept by every file system. */
    private static final long LATEST = Integer.MAX_VALUE;

    private final DirectoryStack stack;
    private final DirectoryStack links;
    private final Predicate<byte[]> keeps;
    private final Map<String, Expected> directories = new LinkedHashMap<>();

    /** A directory as the last of its entries has it. */
    private record Expected(List<byte[]> path, TarEntry entry) {}

    private LayerVerifier(Directory tree, Predicate<byte[]> keeps) {
        this.stack = new DirectoryStack(tree, LIMITS, false, new ImpliedDirectories());
        this.links = new DirectoryStack(tree, LIMITS, false, new ImpliedDirectories());
        this.keeps = keeps;
    }

    /**
     * Looks for the first difference.
     *
     * @param layer its directory
     * @param hasher of the algorithm of the digest
     * @param digest of the archive
     * @param keeps whether the layer's file system keeps an extended attribute of that name at all
     * @return what differs, in words; nothing if all is as it was
     */
    public static Optional<String> difference(
            Directory layer, MessageDigest hasher, byte[] digest, Predicate<byte[]> keeps) {
        try (InputStream tar = LayerTarStream.open(layer);
                Directory tree = layer.openDirectory(LayerFiles.TREE)) {
            HashedStream stream = new HashedStream(tar, hasher);
            Optional<String> found =
                    layer.status(LayerFiles.REPLACED).isPresent() ? stream.toEnd() : compare(stream, tree, keeps);
            boolean same = found.isPresent() || Arrays.equals(hasher.digest(), digest);
            return same ? found : Optional.of("the content of its files is not what it was");
        } catch (LinuxException | TarException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.of("it cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> compare(HashedStream stream, Directory tree, Predicate<byte[]> keeps) {
        try (HeadersWriter unwanted = new HeadersWriter(OutputStream.nullOutputStream());
                LayerVerifier verifier = new LayerVerifier(tree, keeps)) {
            TarReader reader = new TarReader(new TarInput(stream, unwanted, LIMITS.bytes()), LIMITS);
            for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                Optional<String> difference = verifier.entry(entry);
                if (difference.isPresent()) {
                    return difference;
                }
                for (int count = reader.content(); count > 0; count = reader.content()) {
                    reader.taken(count);
                }
            }
            return verifier.directories();
        }
    }

    private Optional<String> directories() {
        for (Expected expected : directories.values()) {
            Optional<Directory> directory = stack.find(expected.path);
            if (directory.isEmpty()) {
                return Optional.of(shown(expected.entry) + " is not a directory any more");
            }
            FileStatus status = directory.get().status(SELF).orElseThrow();
            Optional<String> difference = attributes(directory.get(), SELF, status, expected.entry);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        stack.close();
        links.close();
    }

    private Optional<String> entry(TarEntry entry) {
        List<byte[]> path = TarPath.components(entry.name, LIMITS);
        if (Whiteouts.isMetadata(path)) {
            return Optional.empty();
        }
        if (path.isEmpty()) {
            directories.put("", new Expected(List.of(), entry.attributes()));
            return Optional.empty();
        }
        byte[] name = path.getLast();
        Directory parent = stack.enter(path, path.size() - 1);
        if (Whiteouts.isOpaqueMark(name)) {
            return Whiteouts.isOpaque(parent, SELF) ? Optional.empty() : gone(entry);
        }
        byte[] real = Whiteouts.isMark(name) ? Whiteouts.hidden(name) : name;
        Optional<FileStatus> status = parent.status(real);
        if (status.isEmpty()) {
            return gone(entry);
        }
        return Whiteouts.isMark(name) ? Optional.empty() : named(parent, name, status.get(), entry);
    }

    private Optional<String> named(Directory parent, byte[] name, FileStatus status, TarEntry entry) {
        if (entry.type == TarType.HARD_LINK) {
            return link(status, entry);
        }
        if (status.type() != type(entry.type)) {
            return Optional.of(shown(entry) + " is of another type than it was");
        }
        if (entry.type == TarType.DIRECTORY) {
            List<byte[]> path = TreeUnpacker.append(stack.path(), name);
            directories.put(key(path), new Expected(path, entry.attributes()));
            return Optional.empty();
        }
        if (entry.type == TarType.FILE && status.size() != entry.size) {
            return Optional.of(shown(entry) + " has " + status.size() + " bytes instead of " + entry.size);
        }
        if (entry.type == TarType.SYMLINK && !Arrays.equals(parent.readLink(name), entry.link)) {
            return Optional.of(shown(entry) + " is a link to something else than it was");
        }
        boolean device = entry.type == TarType.CHARACTER_DEVICE || entry.type == TarType.BLOCK_DEVICE;
        if (device && (status.deviceMajor() != entry.major || status.deviceMinor() != entry.minor)) {
            return Optional.of(shown(entry) + " is another device than it was");
        }
        return attributes(parent, name, status, entry);
    }

    private Optional<String> link(FileStatus status, TarEntry entry) {
        List<byte[]> target = TarPath.components(entry.link, LIMITS);
        Directory from = links.enter(target, target.size() - 1);
        Optional<FileStatus> linked = from.status(target.getLast());
        boolean same = linked.isPresent() && linked.get().inode() == status.inode();
        return same ? Optional.empty() : Optional.of(shown(entry) + " is not the same file any more as its other name");
    }

    private Optional<String> attributes(Directory parent, byte[] name, FileStatus status, TarEntry entry) {
        if (status.uid() != entry.uid || status.gid() != entry.gid) {
            return Optional.of(shown(entry) + " belongs to " + status.uid() + ":" + status.gid() + " instead of "
                    + entry.uid + ":" + entry.gid);
        }
        if (!status.isSymlink() && (status.mode() & 07777) != (entry.mode & 07777)) {
            return Optional.of(shown(entry) + " has the mode " + Integer.toOctalString(status.mode() & 07777)
                    + " instead of " + Integer.toOctalString(entry.mode & 07777));
        }
        boolean kept = entry.seconds >= 0 && entry.seconds <= LATEST;
        if (kept && status.seconds() != entry.seconds) {
            return Optional.of(shown(entry) + " was changed: its time is another");
        }
        for (TarEntry.Xattr xattr : entry.xattrs) {
            Optional<byte[]> value = parent.xattr(name, xattr.key());
            boolean same = value.isPresent() ? Arrays.equals(value.get(), xattr.value()) : !keeps.test(xattr.key());
            if (!same && !Whiteouts.isOverlayKey(xattr.key())) {
                return Optional.of(
                        shown(entry) + " has lost the attribute " + new String(xattr.key(), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> gone(TarEntry entry) {
        return Optional.of(shown(entry) + " is gone");
    }

    private static int type(char type) {
        return switch (type) {
            case TarType.FILE -> FileStatus.REGULAR;
            case TarType.DIRECTORY -> FileStatus.DIRECTORY;
            case TarType.SYMLINK -> FileStatus.SYMLINK;
            case TarType.CHARACTER_DEVICE -> FileStatus.CHARACTER_DEVICE;
            case TarType.BLOCK_DEVICE -> FileStatus.BLOCK_DEVICE;
            default -> FileStatus.FIFO;
        };
    }

    private static String shown(TarEntry entry) {
        return new String(entry.name, StandardCharsets.UTF_8);
    }

    private static String key(List<byte[]> path) {
        StringBuilder key = new StringBuilder();
        for (byte[] name : path) {
            key.append(new String(name, StandardCharsets.ISO_8859_1)).append('/');
        }
        return key.toString();
    }

    /** The archive in parts, hashed as they are given. */
    private static final class HashedStream implements ChunkSource {
        private final InputStream tar;
        private final MessageDigest hasher;
        private final Chunk chunk = new Chunk();

        HashedStream(InputStream tar, MessageDigest hasher) {
            this.tar = tar;
            this.hasher = hasher;
        }

        @Override
        public @Nullable Chunk next() {
            try {
                chunk.length = tar.readNBytes(chunk.bytes, 0, Chunk.SIZE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            hasher.update(chunk.bytes, 0, chunk.length);
            return chunk.length == 0 ? null : chunk;
        }

        @Override
        public void recycle(Chunk unused) {
            // there is but one
        }

        Optional<String> toEnd() {
            Chunk last;
            do {
                last = next();
            } while (last != null);
            return Optional.empty();
        }
    }
}
