package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/** The kernel's error numbers that decide something here. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int ENXIO = 6;
    public static final int ECHILD = 10;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int EROFS = 30;
    public static final int EPIPE = 32;
    public static final int ELOOP = 40;
    public static final int ENOSYS = 38;
    public static final int ENOTEMPTY = 39;
    public static final int ECONNRESET = 104;

    private Errno() {}

    @Import(name = "strerror")
    @Include("string.h")
    private static native Address strerror(int errno);

    /** The usual words, starting small: "no such file or directory". */
    public static String message(int errno) {
        String text = Memory.string(strerror(errno));
        return text.isEmpty() ? "error " + errno : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
