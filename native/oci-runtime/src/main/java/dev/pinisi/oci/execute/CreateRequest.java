package dev.pinisi.oci.execute;

/**
 * A container to make.
 *
 * @param bundle absolute path
 * @param consoleSocket path; empty for none
 * @param pidFile path; empty for none
 * @param preservedFds how many descriptors from 3 on the program keeps
 * @param waitForStart whether it stops before its program (create) or not (run)
 * @param detach whether the caller does not stay with the container
 */
public record CreateRequest(
        String id,
        String bundle,
        String consoleSocket,
        String pidFile,
        boolean noPivot,
        boolean newKeyring,
        int preservedFds,
        boolean waitForStart,
        boolean detach) {}
