/** The log that --log and --log-format choose. */
@NullMarked
package dev.pinisi.oci.log;

import org.jspecify.annotations.NullMarked;
