/** Images held against their digests and the specification. */
@NullMarked
package dev.pinisi.image.internal.validate;

import org.jspecify.annotations.NullMarked;
