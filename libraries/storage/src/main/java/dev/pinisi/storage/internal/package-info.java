/** The store's works. */
@NullMarked
package dev.pinisi.storage.internal;

import org.jspecify.annotations.NullMarked;
