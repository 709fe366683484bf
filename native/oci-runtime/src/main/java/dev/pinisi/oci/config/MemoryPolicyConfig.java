package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/**
 * {@code linux.memoryPolicy}: on which memory nodes memory is allocated, set_mempolicy(2).
 *
 * @param mode the kernel's number of the mode, with the bits of the flags
 * @param nodes as {@link IndexSet} has them; empty for none
 */
public record MemoryPolicyConfig(int mode, String nodes) {
    /** The index is the kernel's number. */
    public static final List<String> MODES = List.of(
            "MPOL_DEFAULT",
            "MPOL_PREFERRED",
            "MPOL_BIND",
            "MPOL_INTERLEAVE",
            "MPOL_LOCAL",
            "MPOL_PREFERRED_MANY",
            "MPOL_WEIGHTED_INTERLEAVE");

    /** The index is the bit's, less {@link #FIRST_FLAG}. */
    public static final List<String> FLAGS =
            List.of("MPOL_F_NUMA_BALANCING", "MPOL_F_RELATIVE_NODES", "MPOL_F_STATIC_NODES");

    /** What of a mode is not flags. */
    public static final int MODE_BITS = 0x1fff;

    private static final int FIRST_FLAG = 13;
    private static final int DEFAULT = 0;
    private static final int PREFERRED = 1;
    private static final int LOCAL = 4;

    static MemoryPolicyConfig read(JsonCursor policy) {
        JsonCursor name = policy.field("mode");
        int mode = MODES.indexOf(name.string());
        if (mode < 0) {
            throw name.fail("unknown memory policy " + name.string());
        }
        JsonCursor nodes = policy.field("nodes");
        String list = IndexSet.read(nodes);
        boolean takesNone = mode == DEFAULT || mode == LOCAL;
        if (takesNone && !list.isEmpty()) {
            throw nodes.fail(name.string() + " takes no memory nodes");
        }
        if (!takesNone && mode != PREFERRED && list.isEmpty()) {
            throw nodes.fail(name.string() + " needs at least one memory node");
        }
        return new MemoryPolicyConfig(mode | flags(policy.field("flags")), list);
    }

    private static int flags(JsonCursor flags) {
        int bits = 0;
        for (JsonCursor flag : flags.elements()) {
            int index = FLAGS.indexOf(flag.string());
            if (index < 0) {
                throw flag.fail("unknown flag " + flag.string());
            }
            bits |= 1 << (FIRST_FLAG + index);
        }
        return bits;
    }
}
