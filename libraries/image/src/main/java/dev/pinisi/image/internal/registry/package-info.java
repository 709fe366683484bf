/** The client of the OCI distribution API. */
@NullMarked
package dev.pinisi.image.internal.registry;

import org.jspecify.annotations.NullMarked;
