package dev.pinisi.oci.seccomp;

import dev.pinisi.json.JsonCursor;

/**
 * A test of one argument of a system call, unsigned.
 *
 * @param argument which, from 0 to 5
 * @param value what to compare with; for {@code MASKED_EQUAL} the bits to look at
 * @param wanted for {@code MASKED_EQUAL} what these bits are to be; otherwise unused
 */
record Condition(int argument, Operator operator, long value, long wanted) {
    enum Operator {
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        EQUAL,
        GREATER_OR_EQUAL,
        GREATER,
        MASKED_EQUAL
    }

    static final int ARGUMENTS = 6;

    static Condition equal(int argument, long value) {
        return new Condition(argument, Operator.EQUAL, value, 0);
    }

    static Condition read(JsonCursor arg) {
        int argument = arg.field("index").intValue();
        if (argument < 0 || argument >= ARGUMENTS) {
            throw arg.field("index").fail("a system call has arguments 0 to 5, not " + argument);
        }
        JsonCursor second = arg.field("valueTwo");
        return new Condition(
                argument,
                operator(arg.field("op")),
                arg.field("value").unsignedLong(),
                second.isPresent() ? second.unsignedLong() : 0);
    }

    private static Operator operator(JsonCursor op) {
        return switch (op.string()) {
            case "SCMP_CMP_NE" -> Operator.NOT_EQUAL;
            case "SCMP_CMP_LT" -> Operator.LESS;
            case "SCMP_CMP_LE" -> Operator.LESS_OR_EQUAL;
            case "SCMP_CMP_EQ" -> Operator.EQUAL;
            case "SCMP_CMP_GE" -> Operator.GREATER_OR_EQUAL;
            case "SCMP_CMP_GT" -> Operator.GREATER;
            case "SCMP_CMP_MASKED_EQ" -> Operator.MASKED_EQUAL;
            default -> throw op.fail("unknown comparison \"" + op.string() + "\"; such as SCMP_CMP_EQ expected");
        };
    }
}
