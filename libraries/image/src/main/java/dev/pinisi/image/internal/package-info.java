/** The copy engine. */
@NullMarked
package dev.pinisi.image.internal;

import org.jspecify.annotations.NullMarked;
