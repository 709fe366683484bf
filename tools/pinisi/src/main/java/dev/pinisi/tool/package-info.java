/** The pinisi command: podman's command line over the engine. One class a command; {@link dev.pinisi.tool.Main} begins. */
@NullMarked
package dev.pinisi.tool;

import org.jspecify.annotations.NullMarked;
