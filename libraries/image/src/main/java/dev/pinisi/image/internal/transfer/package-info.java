/** Copies images between places that take manifests and blobs as they are, converting them where needed. */
@NullMarked
package dev.pinisi.image.internal.transfer;

import org.jspecify.annotations.NullMarked;
