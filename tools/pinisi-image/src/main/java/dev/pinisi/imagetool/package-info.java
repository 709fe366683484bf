/** {@code pinisi-image}: skopeo's command line over the library of images, one class a command. */
@NullMarked
package dev.pinisi.imagetool;

import org.jspecify.annotations.NullMarked;
