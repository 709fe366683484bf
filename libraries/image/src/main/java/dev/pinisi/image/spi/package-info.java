/** What a place that holds images implements, so that images can be copied from it and to it. */
@NullMarked
package dev.pinisi.image.spi;

import org.jspecify.annotations.NullMarked;
