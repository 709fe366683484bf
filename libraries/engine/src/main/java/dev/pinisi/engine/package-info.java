/** The engine's public face: {@link dev.pinisi.engine.Engine} opens a store and hands out containers and images. */
@NullMarked
package dev.pinisi.engine;

import org.jspecify.annotations.NullMarked;
