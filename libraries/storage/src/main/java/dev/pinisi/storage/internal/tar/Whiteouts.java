package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.UserNamespace;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a layer takes away from those below it: in an archive by names (OCI image-spec, layer.md, "Whiteouts"), in an
 * unpacked layer as overlayfs has it, a character device 0/0 and an attribute of the directory.
 */
public final class Whiteouts {
    private static final byte[] PREFIX = bytes(".wh.");
    private static final byte[] META_PREFIX = bytes(".wh..wh.");
    private static final byte[] OPAQUE = bytes(".wh..wh..opq");
    private static final byte[] TRUSTED = bytes("trusted.overlay.");
    private static final byte[] USER = bytes("user.overlay.");
    /** Overlayfs goes by other attributes in a user namespace, where the first are forbidden. */
    private static final byte[] OWN = UserNamespace.isInitial() ? TRUSTED : USER;

    private static final byte[] OPAQUE_KEY = key("opaque");
    private static final List<byte[]> REFERENCES = List.of(key("redirect"), key("metacopy"));
    private static final byte[] YES = {'y'};

    private Whiteouts() {}

    static boolean isOpaqueMark(byte[] name) {
        return Arrays.equals(name, OPAQUE);
    }

    /** Whether a path is one of AUFS' own files, which are of no meaning to anybody else. */
    static boolean isMetadata(List<byte[]> path) {
        for (byte[] name : path) {
            if (startsWith(name, META_PREFIX) && !isOpaqueMark(name)) {
                return true;
            }
        }
        return false;
    }

    static boolean isMark(byte[] name) {
        return startsWith(name, PREFIX);
    }

    /** The name that a mark takes away. */
    static byte[] hidden(byte[] mark) {
        return Arrays.copyOfRange(mark, PREFIX.length, mark.length);
    }

    /** The name in an archive of the mark that takes a path away. */
    static byte[] mark(byte[] path) {
        int name = path.length;
        while (name > 0 && path[name - 1] != '/') {
            name--;
        }
        byte[] mark = Arrays.copyOf(path, path.length + PREFIX.length);
        System.arraycopy(PREFIX, 0, mark, name, PREFIX.length);
        System.arraycopy(path, name, mark, name + PREFIX.length, path.length - name);
        return mark;
    }

    /** Hides a name of the layers below. */
    public static void make(Directory parent, byte[] name) {
        parent.makeNode(name, FileStatus.CHARACTER_DEVICE, 0, 0);
    }

    /** Hides all that the layers below have in a directory. */
    public static void makeOpaque(Directory parent, byte[] name) {
        parent.setXattr(name, OPAQUE_KEY, YES);
    }

    /** Whether a name of an unpacked layer hides one below. */
    public static boolean isWhiteout(Directory parent, byte[] name) {
        Optional<FileStatus> status = parent.status(name);
        return status.isPresent() && isWhiteout(status.get());
    }

    /** The same for a status that is known. */
    public static boolean isWhiteout(FileStatus status) {
        return status.type() == FileStatus.CHARACTER_DEVICE && status.deviceMajor() == 0 && status.deviceMinor() == 0;
    }

    /** Whether a directory of an unpacked layer hides what is below it. */
    public static boolean isOpaque(Directory parent, byte[] name) {
        Optional<byte[]> value = parent.xattr(name, OPAQUE_KEY);
        return value.isPresent() && Arrays.equals(value.get(), YES);
    }

    /** Whether a file of an upper directory stands for another one, renamed or with other attributes only. */
    public static boolean refersToOthers(Directory parent, byte[] name) {
        for (byte[] key : REFERENCES) {
            if (parent.xattr(name, key).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether an attribute belongs to overlayfs itself; no archive may set such. */
    public static boolean isOverlayKey(byte[] key) {
        return startsWith(key, TRUSTED) || startsWith(key, USER);
    }

    private static byte[] key(String rest) {
        byte[] key = Arrays.copyOf(OWN, OWN.length + rest.length());
        System.arraycopy(bytes(rest), 0, key, OWN.length, rest.length());
        return key;
    }

    private static boolean startsWith(byte[] name, byte[] prefix) {
        return name.length >= prefix.length && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
