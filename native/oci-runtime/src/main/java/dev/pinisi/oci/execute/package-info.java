/** Execution: the plan's steps, done. */
@NullMarked
package dev.pinisi.oci.execute;

import org.jspecify.annotations.NullMarked;
