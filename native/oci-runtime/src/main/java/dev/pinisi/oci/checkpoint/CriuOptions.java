package dev.pinisi.oci.checkpoint;

import java.util.List;

/**
 * What the command line says about a checkpoint.
 *
 * @param images absolute path of the directory of the images
 * @param work absolute path of the directory of CRIU's log; empty for that of the images
 * @param parent of the images of an earlier dump of memory, relative to the images; empty for none
 * @param preDump whether only memory is dumped, to shorten a later checkpoint
 * @param pageServer where memory goes instead of the images
 * @param cgroups how CRIU treats control groups
 * @param readyFd the descriptor that is told when pages can be asked for; -1 for none
 * @param lsmProfile {@code TYPE:NAME} to restore with; empty for what was dumped
 * @param lsmMountContext to restore with; empty for what was dumped
 */
public record CriuOptions(
        String images,
        String work,
        String parent,
        boolean preDump,
        PageServer pageServer,
        CgroupsMode cgroups,
        int readyFd,
        String lsmProfile,
        String lsmMountContext,
        List<CriuSwitch> switches) {

    /** A server of memory pages; without a port there is none. */
    public record PageServer(String address, int port) {
        public static final PageServer NONE = new PageServer("", 0);
    }

    /** CRIU's modes of control groups, with their numbers. */
    public enum CgroupsMode {
        IGNORE(0),
        SOFT(3),
        FULL(4),
        STRICT(5),
        DEFAULT(6);

        private final int number;

        CgroupsMode(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    public boolean has(CriuSwitch wanted) {
        return switches.contains(wanted);
    }

    /** Where CRIU's log will be. */
    String logDirectory() {
        return work.isEmpty() ? images : work;
    }
}
