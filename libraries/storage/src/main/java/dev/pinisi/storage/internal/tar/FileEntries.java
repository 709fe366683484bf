package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.Errno;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes files as entries of an archive, the second and further names of one as hard links to the first. */
final class FileEntries {
    /** Labels of this host's security modules say nothing elsewhere. */
    private static final byte[][] LABELS = {
        bytes("security.selinux"), bytes("security.ima"), bytes("security.evm"), bytes("security.SMACK64")
    };

    private final Map<Identity, byte[]> firstNames = new HashMap<>();
    private @Nullable OpenFile content;

    private record Identity(long device, long inode) {}

    /** The content of the file described last, which the caller closes; null if it has none. */
    @Nullable
    OpenFile content() {
        OpenFile found = content;
        content = null;
        return found;
    }

    /**
     * Describes a file.
     *
     * @param archived its name in the archive; a directory gets a slash behind it
     * @return false for what no archive can hold, a socket, and for what is gone
     */
    boolean describe(Directory parent, byte[] name, byte[] archived, TarEntry into) {
        try {
            Optional<FileStatus> status = parent.status(name);
            return status.isPresent() && describe(parent, name, archived, status.get(), into);
        } catch (LinuxException e) {
            OpenFile open = content();
            if (open != null) {
                open.close();
            }
            if (isGone(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The name is no more, or another kind of file has it by now. */
    private static boolean isGone(LinuxException e) {
        return switch (e.errno()) {
            case Errno.ENOENT, Errno.ELOOP, Errno.ENXIO, Errno.EINVAL -> true;
            default -> false;
        };
    }

    private boolean describe(Directory parent, byte[] name, byte[] archived, FileStatus status, TarEntry into) {
        into.name = status.isDirectory() ? append(archived, '/') : archived;
        attributes(status, into);
        if (!status.isDirectory() && status.links() > 1 && isLinked(status, archived, into)) {
            return true;
        }
        switch (status.type()) {
            case FileStatus.REGULAR -> open(parent, name, into);
            case FileStatus.DIRECTORY -> into.type = TarType.DIRECTORY;
            case FileStatus.SYMLINK -> {
                into.type = TarType.SYMLINK;
                into.link = parent.readLink(name);
            }
            case FileStatus.FIFO -> into.type = TarType.FIFO;
            case FileStatus.CHARACTER_DEVICE -> device(TarType.CHARACTER_DEVICE, status, into);
            case FileStatus.BLOCK_DEVICE -> device(TarType.BLOCK_DEVICE, status, into);
            default -> {
                return false;
            }
        }
        xattrs(parent, name, into);
        return true;
    }

    private static void attributes(FileStatus status, TarEntry into) {
        into.mode = status.mode() & 07777;
        into.uid = status.uid();
        into.gid = status.gid();
        into.seconds = status.seconds();
        into.nanoseconds = status.nanoseconds();
    }

    private boolean isLinked(FileStatus status, byte[] archived, TarEntry into) {
        byte[] first = firstNames.putIfAbsent(new Identity(status.device(), status.inode()), archived);
        if (first == null) {
            return false;
        }
        into.type = TarType.HARD_LINK;
        into.link = first;
        return true;
    }

    /** The name may have become another's since it was looked at: what was opened counts. */
    private void open(Directory parent, byte[] name, TarEntry into) {
        OpenFile file = parent.openFile(name);
        FileStatus status = file.status();
        if (!status.isRegular()) {
            file.close();
            throw new LinuxException("open", new String(name, StandardCharsets.UTF_8), Errno.ENOENT);
        }
        attributes(status, into);
        into.type = TarType.FILE;
        into.size = status.size();
        if (into.size == 0) {
            file.close();
        } else {
            content = file;
        }
    }

    private static void device(char type, FileStatus status, TarEntry into) {
        into.type = type;
        into.major = status.deviceMajor();
        into.minor = status.deviceMinor();
    }

    private static void xattrs(Directory parent, byte[] name, TarEntry into) {
        for (byte[] key : parent.xattrs(name)) {
            if (!Whiteouts.isOverlayKey(key) && !isLabel(key)) {
                Optional<byte[]> value = parent.xattr(name, key);
                if (value.isPresent()) {
                    into.xattrs.add(new TarEntry.Xattr(key, value.get()));
                }
            }
        }
    }

    private static boolean isLabel(byte[] key) {
        for (byte[] label : LABELS) {
            if (Arrays.equals(label, key)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] append(byte[] bytes, char last) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = (byte) last;
        return longer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
