/**
 * What the OCI runtime-spec demands, tried on a runtime from outside.
 *
 * <p>The runtime is the system property {@code pinisi.runtime} or the environment's {@code PINISI_RUNTIME}; by default
 * ours. The suite must hold for runc and crun as well, except for {@link dev.pinisi.tests.conformance.Gap}s: a test that
 * fails there tests the wrong thing.
 */
package dev.pinisi.tests.conformance;
