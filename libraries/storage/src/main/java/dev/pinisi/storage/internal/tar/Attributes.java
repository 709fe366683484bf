package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;

/**
 * Sets what creating a file did not: owner, extended attributes, the set-ID bits, time. In that order, for a change of
 * owner takes set-ID bits and capabilities away.
 */
final class Attributes {
    private static final int SPECIAL_BITS = 07000;

    private final boolean rootCreates;

    /**
     * @param rootCreates whether files are made as user and group 0, which own most files of any image: those need no
     *     call for it then
     */
    Attributes(boolean rootCreates) {
        this.rootCreates = rootCreates;
    }

    /** Completes a regular file. */
    void finish(OpenFile file, TarEntry entry) {
        if (!rootCreates || entry.uid != 0 || entry.gid != 0) {
            file.setOwner(entry.uid, entry.gid);
        }
        for (TarEntry.Xattr xattr : entry.xattrs) {
            if (!Whiteouts.isOverlayKey(xattr.key())) {
                set(file, xattr);
            }
        }
        if ((entry.mode & SPECIAL_BITS) != 0) {
            file.setMode(entry.mode);
        }
        file.setTime(entry.seconds, entry.nanoseconds);
    }

    /** Completes anything that was just made under a name. */
    void finish(Directory parent, byte[] name, TarEntry entry, boolean setMode) {
        if (!rootCreates || entry.uid != 0 || entry.gid != 0) {
            parent.setOwner(name, entry.uid, entry.gid);
        }
        for (TarEntry.Xattr xattr : entry.xattrs) {
            if (!Whiteouts.isOverlayKey(xattr.key())) {
                set(parent, name, xattr);
            }
        }
        if (setMode) {
            parent.setMode(name, entry.mode);
        }
        parent.setTime(name, entry.seconds, entry.nanoseconds);
    }

    private static void set(OpenFile file, TarEntry.Xattr xattr) {
        try {
            file.setXattr(xattr.key(), xattr.value());
        } catch (LinuxException e) {
            requireUnsupported(e);
        }
    }

    private static void set(Directory parent, byte[] name, TarEntry.Xattr xattr) {
        try {
            parent.setXattr(name, xattr.key(), xattr.value());
        } catch (LinuxException e) {
            requireUnsupported(e);
        }
    }

    /** Labels of a security module that this host lacks, or a file system without attributes, as the peers do. */
    private static void requireUnsupported(LinuxException e) {
        if (e.errno() != Errno.EOPNOTSUPP && e.errno() != Errno.EPERM) {
            throw e;
        }
    }
}
