/** The command line, runc's. */
@NullMarked
package dev.pinisi.oci.cli;

import org.jspecify.annotations.NullMarked;
