/** Images in files: docker-archive, OCI layout, dir. */
@NullMarked
package dev.pinisi.image.internal.archive;

import org.jspecify.annotations.NullMarked;
