package dev.pinisi.oci.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs a filter as the kernel does, and refuses programs that the kernel would refuse. */
final class BpfMachine {
    private final int[] codes;
    private final int[] yes;
    private final int[] no;
    private final int[] operands;
    private int executed;

    BpfMachine(byte[] program) {
        int length = program.length / 8;
        assertThat(program.length % 8).isZero();
        assertThat(length).isBetween(1, 4096);
        codes = new int[length];
        yes = new int[length];
        no = new int[length];
        operands = new int[length];
        for (int i = 0; i < length; i++) {
            codes[i] = program[8 * i] & 0xff | (program[8 * i + 1] & 0xff) << 8;
            yes[i] = program[8 * i + 2] & 0xff;
            no[i] = program[8 * i + 3] & 0xff;
            operands[i] = word(program, 8 * i + 4);
            check(i, length);
        }
        assertThat(codes[length - 1]).as("last instruction").isEqualTo(0x06);
    }

    /** How many instructions the last run took. */
    int executed() {
        return executed;
    }

    int run(int architecture, int number, long... arguments) {
        int accumulator = 0;
        executed = 0;
        for (int at = 0; ; at++) {
            executed++;
            int k = operands[at];
            switch (codes[at]) {
                case 0x20 -> accumulator = load(k, architecture, number, arguments);
                case 0x54 -> accumulator &= k;
                case 0x05 -> at += k;
                case 0x15 -> at += accumulator == k ? yes[at] : no[at];
                case 0x25 -> at += Integer.compareUnsigned(accumulator, k) > 0 ? yes[at] : no[at];
                case 0x35 -> at += Integer.compareUnsigned(accumulator, k) >= 0 ? yes[at] : no[at];
                case 0x45 -> at += (accumulator & k) != 0 ? yes[at] : no[at];
                case 0x06 -> {
                    return k;
                }
                default -> throw new IllegalStateException("code " + codes[at]);
            }
        }
    }

    private static int load(int offset, int architecture, int number, long[] arguments) {
        return switch (offset) {
            case 0 -> number;
            case 4 -> architecture;
            default -> {
                assertThat(offset).isBetween(16, 60);
                int index = (offset - 16) / 8;
                long argument = index < arguments.length ? arguments[index] : 0;
                yield (int) (offset % 8 == 0 ? argument : argument >>> 32);
            }
        };
    }

    private void check(int at, int length) {
        switch (codes[at]) {
            case 0x20 -> assertThat(operands[at] & 3).isZero();
            case 0x15, 0x25, 0x35, 0x45 -> {
                assertThat(at + 1 + yes[at]).isLessThan(length);
                assertThat(at + 1 + no[at]).isLessThan(length);
            }
            case 0x05 ->
                assertThat(at + 1L + Integer.toUnsignedLong(operands[at])).isLessThan(length);
            case 0x06, 0x54 -> assertThat(yes[at] | no[at]).isZero();
            default -> throw new IllegalStateException("code " + codes[at]);
        }
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }
}
