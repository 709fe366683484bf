package dev.pinisi.oci.cgroup;

import java.util.List;

/** Something to do to a container's control groups, in order. */
public sealed interface CgroupStep {

    /** The member of config.json that asks for it, such as {@code linux.resources.memory.limit}. */
    String source();

    /** The step in words, without its source: {@code write 4096 to /sys/fs/cgroup/memory/pinisi/web/…}. */
    default String describe() {
        return StepText.of(this);
    }

    /** Makes a directory with its parents; each may be there already. */
    record MakeDirectory(String directory, String source) implements CgroupStep {}

    /**
     * Version 1: a new cpuset is empty and takes no process. Fills those from the top down to the directory that are
     * still empty with what their parents have.
     *
     * @param top the mount point, where it ends
     */
    record FillCpuset(String top, String directory, String source) implements CgroupStep {}

    /**
     * Version 2: hands controllers down, from the top to the directory, for its children to use.
     *
     * @param top the mount point
     */
    record EnableControllers(String top, String directory, List<String> controllers, String source)
            implements CgroupStep {}

    /** Writes a value to a file, which must be there. */
    record Write(String file, String value, String source) implements CgroupStep {}

    /** Writes several values, one after the other, to one file. */
    record WriteLines(String file, List<String> lines, String source) implements CgroupStep {}

    /** Does the first of these whose file is there: kernels name one thing differently. */
    record WriteFirst(List<Write> choices, String source) implements CgroupStep {}

    /** Writes if the file is there. */
    record WriteIfThere(Write write, String source) implements CgroupStep {}

    /** Does both, in this order or, if the kernel refuses that, in the other: each limits what the other may be. */
    record WriteBoth(Write first, Write second, String source) implements CgroupStep {}

    /** Fails if the number in the file is above the limit. */
    record RequireAtMost(String file, long limit, String source) implements CgroupStep {}

    /**
     * Version 2: gives the directory, and those of its files that the kernel names in /sys/kernel/cgroup/delegate, to a
     * user, who may then divide the group, and not raise its limits.
     *
     * @param uid as this process sees it; unsigned 32 bits
     */
    record HandOver(String directory, long uid, String source) implements CgroupStep {}

    /** Version 2: attaches a program of type BPF_PROG_TYPE_CGROUP_DEVICE instead of those there. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the kernel as it is; never compared
    record AttachDeviceProgram(String directory, byte[] program, String source) implements CgroupStep {}
}
