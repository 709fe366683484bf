/**
 * System call filters: {@code linux.seccomp} of a config.json (runtime-spec, config-linux) to a classic BPF program.
 *
 * <p>Pure: nothing here calls the kernel. {@link dev.pinisi.oci.seccomp.SeccompCompiler} is the way in.
 */
@NullMarked
package dev.pinisi.oci.seccomp;

import org.jspecify.annotations.NullMarked;
