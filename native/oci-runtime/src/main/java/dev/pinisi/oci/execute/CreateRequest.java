package dev.pinisi.oci.execute;

/**
 * A container to make.
 *
 * @param bundle absolute path
 * @param systemd whether systemd makes the control groups
 * @param waitForStart whether it stops before its program (create) or not (run)
 * @param detach whether the caller does not stay with the container
 */
public record CreateRequest(
        String id,
        String bundle,
        Handover handover,
        boolean noPivot,
        boolean newKeyring,
        boolean systemd,
        boolean waitForStart,
        boolean detach) {}
