/** Reading TOML files. */
@NullMarked
package dev.pinisi.config.internal;

import org.jspecify.annotations.NullMarked;
