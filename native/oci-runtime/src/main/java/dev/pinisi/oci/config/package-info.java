/** The runtime specification's config.json, read with checks that name the place. */
@NullMarked
package dev.pinisi.oci.config;

import org.jspecify.annotations.NullMarked;
