package dev.pinisi.oci.plan;

/**
 * What the command line says about how to make a container.
 *
 * @param id the container's
 * @param bundle the bundle's absolute path
 * @param noPivot whether the root is moved instead of pivoted
 * @param newKeyring whether the container gets a session keyring of its own
 * @param waitForStart whether the container stops before its program until it is started
 */
public record PlanOptions(String id, String bundle, boolean noPivot, boolean newKeyring, boolean waitForStart) {}
