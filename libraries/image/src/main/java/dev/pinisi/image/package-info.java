/** Moves images between any two places: references, transports, the copy engine. */
@NullMarked
package dev.pinisi.image;

import org.jspecify.annotations.NullMarked;
