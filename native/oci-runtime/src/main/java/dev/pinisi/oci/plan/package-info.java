/** Planning: a pure function from a configuration and facts about the host to a list of steps. */
@NullMarked
package dev.pinisi.oci.plan;

import org.jspecify.annotations.NullMarked;
