/** Signatures: made, verified, kept; and the policy that asks for them. */
@NullMarked
package dev.pinisi.image.internal.trust;

import org.jspecify.annotations.NullMarked;
