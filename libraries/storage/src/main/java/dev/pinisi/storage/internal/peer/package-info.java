/**
 * Images out of a store of containers/storage, the library that podman, buildah, skopeo and CRI-O keep theirs with: its
 * files are read, never written, and nothing in them is trusted.
 */
@NullMarked
package dev.pinisi.storage.internal.peer;

import org.jspecify.annotations.NullMarked;
