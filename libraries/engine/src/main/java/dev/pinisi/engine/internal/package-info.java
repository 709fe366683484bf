/** How the engine works; no promise to anyone outside. */
@NullMarked
package dev.pinisi.engine.internal;

import org.jspecify.annotations.NullMarked;
