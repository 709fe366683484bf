/** {@code docker-daemon:}: the images of a Docker daemon, through its Engine API. */
@NullMarked
package dev.pinisi.image.internal.daemon;

import org.jspecify.annotations.NullMarked;
