/** Layers of which only those files are fetched that the destination lacks. */
@NullMarked
package dev.pinisi.image.internal.partial;

import org.jspecify.annotations.NullMarked;
