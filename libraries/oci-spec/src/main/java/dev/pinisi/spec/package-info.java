/** The documents of the OCI image and distribution specifications, and Docker's image format where it differs. */
@NullMarked
package dev.pinisi.spec;

import org.jspecify.annotations.NullMarked;
