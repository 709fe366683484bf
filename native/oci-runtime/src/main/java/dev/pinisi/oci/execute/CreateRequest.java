package dev.pinisi.oci.execute;

/**
 * A container to make.
 *
 * @param bundle absolute path
 * @param waitForStart whether it stops before its program (create) or not (run)
 * @param detach whether the caller does not stay with the container
 */
public record CreateRequest(
        String id,
        String bundle,
        Handover handover,
        boolean noPivot,
        boolean newKeyring,
        boolean waitForStart,
        boolean detach) {}
