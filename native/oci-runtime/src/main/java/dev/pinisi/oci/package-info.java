/** The OCI runtime: command line in, container out. */
@NullMarked
package dev.pinisi.oci;

import org.jspecify.annotations.NullMarked;
