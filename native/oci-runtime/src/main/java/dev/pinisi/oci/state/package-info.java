/** What is remembered of a container between two commands. */
@NullMarked
package dev.pinisi.oci.state;

import org.jspecify.annotations.NullMarked;
