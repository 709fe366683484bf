package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** Kinds of file systems, by their numbers in statfs(2). */
public final class FileSystems {
    public static final long PROC = 0x9fa0;
    public static final long DEVPTS = 0x1cd1;

    private FileSystems() {}

    /** The kind of the file system that an open file is on; 0 if the kernel does not say. */
    public static long kind(int fd) {
        Address status = Memory.allocate(120);
        return Kernel.call(Sys.fstatfs(), fd, status.toLong()) < 0 ? 0 : status.getLong();
    }
}
