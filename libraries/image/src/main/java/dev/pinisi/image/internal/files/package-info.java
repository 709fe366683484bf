/** Files in images, read from layers where those are: without unpacking, and without fetching more than needed. */
@NullMarked
package dev.pinisi.image.internal.files;

import org.jspecify.annotations.NullMarked;
