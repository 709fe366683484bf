package dev.pinisi.oci.cgroup;

import java.util.Arrays;
import java.util.List;

/**
 * Assembles an eBPF program (BPF_PROG_TYPE_CGROUP_DEVICE) that decides by rules, of which the last one that is about a
 * use of a device counts. An access of several kinds, such as reading and writing, is decided for each.
 */
final class DeviceProgram {
    private static final int RETURN_VALUE = 0;
    private static final int CONTEXT = 1;
    private static final int TYPE = 2;
    private static final int UNDECIDED = 3;
    private static final int MAJOR = 4;
    private static final int MINOR = 5;

    private static final int LOAD_WORD = 0x61;
    private static final int SET = 0xb7;
    private static final int COPY = 0xbf;
    private static final int AND = 0x57;
    private static final int SHIFT_RIGHT = 0x77;
    private static final int JUMP = 0x05;
    private static final int JUMP_NOT_EQUAL = 0x55;
    private static final int JUMP_IF_ANY_BIT = 0x45;
    private static final int EXIT = 0x95;

    private byte[] program = new byte[1024];
    private int length;

    private DeviceProgram() {}

    /** The instructions, 8 bytes each, little-endian. The first rule covers everything. */
    static byte[] assemble(List<DeviceRule> rules) {
        DeviceProgram code = new DeviceProgram();
        code.emit(LOAD_WORD, TYPE, CONTEXT, 0, 0);
        code.emit(COPY, UNDECIDED, TYPE, 0, 0);
        code.emit(SHIFT_RIGHT, UNDECIDED, 0, 0, 16);
        code.emit(AND, TYPE, 0, 0, 0xffff);
        code.emit(LOAD_WORD, MAJOR, CONTEXT, 4, 0);
        code.emit(LOAD_WORD, MINOR, CONTEXT, 8, 0);
        for (int i = rules.size() - 1; i >= 0; i--) {
            code.add(rules.get(i));
            if (rules.get(i).coversAll()) {
                break; // the verifier refuses code that cannot be reached
            }
        }
        return Arrays.copyOf(code.program, code.length);
    }

    private void add(DeviceRule rule) {
        int decision = rule.coversAll() || rule.access() == DeviceRule.ANY_ACCESS ? 2 : 4;
        int checks =
                (rule.types() == DeviceRule.ANY_TYPE ? 0 : 1) + (rule.major() < 0 ? 0 : 1) + (rule.minor() < 0 ? 0 : 1);
        int toNext = checks + decision;
        if (rule.types() != DeviceRule.ANY_TYPE) {
            emit(JUMP_NOT_EQUAL, TYPE, 0, --toNext, rule.types());
        }
        if (rule.major() >= 0) {
            emit(JUMP_NOT_EQUAL, MAJOR, 0, --toNext, (int) rule.major());
        }
        if (rule.minor() >= 0) {
            emit(JUMP_NOT_EQUAL, MINOR, 0, --toNext, (int) rule.minor());
        }
        if (decision == 4) {
            addPartial(rule);
        }
        emit(SET, RETURN_VALUE, 0, 0, rule.allow() ? 1 : 0);
        emit(EXIT, 0, 0, 0, 0);
    }

    /** Two instructions that go past the following two unless these bits decide. */
    private void addPartial(DeviceRule rule) {
        if (rule.allow()) {
            emit(AND, UNDECIDED, 0, 0, ~rule.access());
            emit(JUMP_NOT_EQUAL, UNDECIDED, 0, 2, 0);
        } else {
            emit(JUMP_IF_ANY_BIT, UNDECIDED, 0, 1, rule.access());
            emit(JUMP, 0, 0, 2, 0);
        }
    }

    private void emit(int code, int destination, int source, int offset, int immediate) {
        if (length == program.length) {
            program = Arrays.copyOf(program, length * 2);
        }
        program[length] = (byte) code;
        program[length + 1] = (byte) (source << 4 | destination);
        program[length + 2] = (byte) offset;
        program[length + 3] = (byte) (offset >> 8);
        for (int b = 0; b < 4; b++) {
            program[length + 4 + b] = (byte) (immediate >> (8 * b));
        }
        length += 8;
    }
}
