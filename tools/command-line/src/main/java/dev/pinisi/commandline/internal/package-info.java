/** The template engine's insides. */
@NullMarked
package dev.pinisi.commandline.internal;

import org.jspecify.annotations.NullMarked;
