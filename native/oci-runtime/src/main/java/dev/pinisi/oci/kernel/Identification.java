package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** What the kernel says of itself (uname). */
public final class Identification {
    private static final int FIELD = 65;
    private static final int MACHINE = 4;

    private Identification() {}

    /** Whether this is the host's own user namespace, whose inode number is fixed (include/linux/proc_ns.h). */
    public static boolean inInitialUserNamespace() {
        return Files.readLink(Files.AT_FDCWD, "/proc/self/ns/user").equals("user:[4026531837]");
    }

    /** The machine's name, such as {@code x86_64}. */
    public static String machine() {
        Address names = Memory.allocate(6 * FIELD);
        Kernel.call(Sys.uname(), names.toLong());
        return Memory.string(names.add(MACHINE * FIELD));
    }
}
