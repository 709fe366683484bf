package dev.pinisi.oci.seccomp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes classic BPF backwards: the last instruction first. Jumps only lead forward, so that every target is there
 * before the jump, and its distance is known.
 *
 * <p>A place is the number of instructions from there to the end. A conditional jump reaches 255 instructions; for a
 * place further away, a stand-in is put behind the jump: a copy if a {@code ret} is there, else an unconditional jump.
 */
final class Assembler {
    static final int JUMP_EQUAL = 0x15;
    static final int JUMP_GREATER = 0x25;
    static final int JUMP_GREATER_OR_EQUAL = 0x35;

    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP = 0x05;
    private static final int RETURN = 0x06;

    /** Less than 255 by what {@link #jump} itself may add. */
    private static final int REACH = 250;

    private long[] backwards = new long[512];
    private int count;
    private final Map<Integer, Integer> returns = new HashMap<>();
    private final Map<Integer, Integer> standIns = new HashMap<>();

    int count() {
        return count;
    }

    /** Ends the filter with that action. */
    int finish(int action) {
        Integer there = returns.get(action);
        if (there != null) {
            return there;
        }
        int place = emit(RETURN, 0, 0, action);
        returns.put(action, place);
        return place;
    }

    /** Loads the 32-bit word at that offset of {@code struct seccomp_data}, for what was written before. */
    int load(int offset) {
        return emit(LOAD, 0, 0, offset);
    }

    /** Keeps only these bits of the loaded word, for what was written before. */
    int and(int bits) {
        return emit(AND, 0, 0, bits);
    }

    /** Goes to that place. */
    int jump(int place) {
        return place == count ? place : emit(JUMP, 0, 0, count - place);
    }

    /** Goes to one of two places, by a comparison of the loaded word. */
    int jump(int comparison, int with, int yes, int no) {
        int nearYes = near(yes);
        int nearNo = near(no);
        return emit(comparison, count - nearYes, count - nearNo, with);
    }

    /** The program, forwards, as the kernel's little-endian {@code struct sock_filter}s. */
    byte[] program() {
        byte[] program = new byte[count * 8];
        for (int i = 0; i < count; i++) {
            long instruction = backwards[count - 1 - i];
            for (int b = 0; b < 8; b++) {
                program[i * 8 + b] = (byte) (instruction >>> (8 * b));
            }
        }
        return program;
    }

    private int near(int place) {
        if (count - place <= REACH) {
            return place;
        }
        Integer standIn = standIns.get(place);
        if (standIn != null && count - standIn <= REACH) {
            return standIn;
        }
        long there = backwards[place - 1];
        int made =
                (there & 0xffff) == RETURN ? emit(RETURN, 0, 0, (int) (there >>> 32)) : emit(JUMP, 0, 0, count - place);
        standIns.put(place, made);
        return made;
    }

    private int emit(int code, int yes, int no, int operand) {
        if (count == backwards.length) {
            backwards = Arrays.copyOf(backwards, count * 2);
        }
        backwards[count++] = code | (long) yes << 16 | (long) no << 24 | (long) operand << 32;
        return count;
    }
}
