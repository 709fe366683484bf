/** System calls, one typed method each. Only this package touches native memory. */
@NullMarked
package dev.pinisi.oci.kernel;

import org.jspecify.annotations.NullMarked;
