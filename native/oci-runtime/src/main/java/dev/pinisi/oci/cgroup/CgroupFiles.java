package dev.pinisi.oci.cgroup;

import java.util.List;
import java.util.Optional;

/** What {@link Cgroup} asks of the kernel. Errors are returned as negative error numbers; nothing is thrown. */
public interface CgroupFiles {

    /** A file's text; empty if it cannot be read. */
    Optional<String> read(String file);

    /** Writes with one write(2) to a file that is there. 0 or -errno; -ENOENT if it is not there. */
    int write(String file, String value);

    /** Makes one directory. 0 or -errno; -EEXIST if it is there. */
    int makeDirectory(String directory);

    /** Removes one empty directory. 0 or -errno; -EBUSY while a process is in it. */
    int removeDirectory(String directory);

    /** The names of the directories in that directory; none if it cannot be read. */
    List<String> children(String directory);

    /** Gives a file or directory to a user; its group stays. 0 or -errno. */
    int changeOwner(String path, long uid);

    /**
     * Loads a device program and attaches it to a directory of version 2 instead of those attached there by the same
     * path before. 0 or -errno.
     */
    int attachDeviceProgram(String directory, byte[] program);

    /** Waits. */
    void pause(int milliseconds);
}
