/** What a driver implements to make root file systems of layers. */
@NullMarked
package dev.pinisi.storage.spi;

import org.jspecify.annotations.NullMarked;
