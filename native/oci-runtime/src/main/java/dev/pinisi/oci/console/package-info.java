/** Terminals for containers. */
@NullMarked
package dev.pinisi.oci.console;

import org.jspecify.annotations.NullMarked;
