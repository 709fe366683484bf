package dev.pinisi.oci.checkpoint;

import java.util.List;

/** The version of the CRIU that is installed. */
final class CriuVersion {
    /** Since it, CRIU restores under another security profile; all else that is asked of it is older. */
    private static final int LEAST = 31600;

    private CriuVersion() {}

    /**
     * Makes sure that it will do.
     *
     * @throws CheckpointException if there is no CRIU, one that cannot work with this kernel, or one that is too old
     */
    static void check() {
        Message request = new Message().number(Rpc.TYPE, Rpc.VERSION);
        try (CriuProcess criu = CriuProcess.start(List.of())) {
            Answer version = criu.ask(request, (event, pid, descriptor) -> {}).message(Rpc.VERSION_FOUND);
            long major = version.number(1, 0);
            long minor = version.number(2, 0);
            if (major * 10_000 + minor * 100 < LEAST) {
                throw new CheckpointException(
                        "criu " + major + "." + minor + " is too old for checkpoints: 3.16 or later is needed");
            }
        }
    }
}
