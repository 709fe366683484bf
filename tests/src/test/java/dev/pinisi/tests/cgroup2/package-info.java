/**
 * Control groups of version 2, for real: on hosts of version 1 or of both as well, for the tests bring a kernel of their own.
 *
 * <p>A virtual machine boots Debian's cloud kernel in about 2 seconds, without KVM; its first process runs scripts that come
 * over a serial line. The runtime under test is chosen as for {@link dev.pinisi.tests.conformance}, and is copied into it with
 * its shared libraries.
 */
package dev.pinisi.tests.cgroup2;
