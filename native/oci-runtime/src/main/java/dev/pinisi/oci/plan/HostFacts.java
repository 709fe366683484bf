package dev.pinisi.oci.plan;

/**
 * What a plan depends on beside the configuration.
 *
 * @param permittedCapabilities those that this process has, a bit each
 */
public record HostFacts(long permittedCapabilities) {
    /** A host where everything is permitted. */
    public static final HostFacts UNRESTRICTED = new HostFacts(-1);
}
