/** {@code tarball:}: images made of layers that lie about as files. */
@NullMarked
package dev.pinisi.image.internal.tarball;

import org.jspecify.annotations.NullMarked;
