/** The configuration files of the container tools: registries.conf, auth.json, containers.conf. */
@NullMarked
package dev.pinisi.config;

import org.jspecify.annotations.NullMarked;
