/** Hooks: the runtime specification's programs to run along a container's life. */
@NullMarked
package dev.pinisi.oci.hooks;

import org.jspecify.annotations.NullMarked;
