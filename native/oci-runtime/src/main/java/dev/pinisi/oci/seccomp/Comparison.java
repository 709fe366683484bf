package dev.pinisi.oci.seccomp;

import static dev.pinisi.oci.seccomp.Assembler.JUMP_EQUAL;
import static dev.pinisi.oci.seccomp.Assembler.JUMP_GREATER;
import static dev.pinisi.oci.seccomp.Assembler.JUMP_GREATER_OR_EQUAL;

/** Writes the code of one {@link Condition}; BPF compares 32 bits at a time. */
final class Comparison {
    /** Where {@code struct seccomp_data} has its arguments, 64 bits each. */
    private static final int ARGUMENTS_OFFSET = 16;

    private final Assembler code;
    private final boolean wide;

    /** @param wide whether arguments have 64 bits; if not, only the low half of values counts, as with libseccomp */
    Comparison(Assembler code, boolean wide) {
        this.code = code;
        this.wide = wide;
    }

    /** Code that goes to one of two places. */
    int write(Condition condition, int yes, int no) {
        return switch (condition.operator()) {
            case EQUAL -> equal(condition, yes, no);
            case NOT_EQUAL -> equal(condition, no, yes);
            case GREATER -> order(condition, JUMP_GREATER, yes, no);
            case LESS_OR_EQUAL -> order(condition, JUMP_GREATER, no, yes);
            case GREATER_OR_EQUAL -> order(condition, JUMP_GREATER_OR_EQUAL, yes, no);
            case LESS -> order(condition, JUMP_GREATER_OR_EQUAL, no, yes);
            case MASKED_EQUAL -> masked(condition, yes, no);
        };
    }

    private int equal(Condition condition, int yes, int no) {
        code.jump(JUMP_EQUAL, (int) condition.value(), yes, no);
        int low = loadLow(condition);
        if (!wide) {
            return low;
        }
        code.jump(JUMP_EQUAL, high(condition.value()), low, no);
        return loadHigh(condition);
    }

    private int order(Condition condition, int comparison, int yes, int no) {
        code.jump(comparison, (int) condition.value(), yes, no);
        int low = loadLow(condition);
        if (!wide) {
            return low;
        }
        int tie = code.jump(JUMP_EQUAL, high(condition.value()), low, no);
        code.jump(JUMP_GREATER, high(condition.value()), yes, tie);
        return loadHigh(condition);
    }

    private int masked(Condition condition, int yes, int no) {
        long wanted = condition.wanted() & condition.value();
        code.jump(JUMP_EQUAL, (int) wanted, yes, no);
        code.and((int) condition.value());
        int low = loadLow(condition);
        if (!wide || high(condition.value()) == 0) {
            return low;
        }
        code.jump(JUMP_EQUAL, high(wanted), low, no);
        code.and(high(condition.value()));
        return loadHigh(condition);
    }

    private int loadLow(Condition condition) {
        return code.load(ARGUMENTS_OFFSET + 8 * condition.argument());
    }

    private int loadHigh(Condition condition) {
        return code.load(ARGUMENTS_OFFSET + 8 * condition.argument() + 4);
    }

    private static int high(long value) {
        return (int) (value >>> 32);
    }
}
