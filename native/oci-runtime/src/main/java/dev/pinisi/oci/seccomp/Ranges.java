package dev.pinisi.oci.seccomp;

import static dev.pinisi.oci.seccomp.Assembler.JUMP_EQUAL;
import static dev.pinisi.oci.seccomp.Assembler.JUMP_GREATER_OR_EQUAL;

import java.util.Arrays;

/** Which place the filter goes to for which system call numbers: consecutive ranges of all 32-bit numbers. */
final class Ranges {
    private long[] starts = new long[64];
    private int[] places = new int[64];
    private int count;

    /** From that number on, which is not lower than those given before; the first is 0. The last word counts. */
    void from(long number, int place) {
        if (count > 0 && starts[count - 1] == number) {
            count--;
        }
        if (count > 0 && places[count - 1] == place) {
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            places = Arrays.copyOf(places, count * 2);
        }
        starts[count] = number;
        places[count++] = place;
    }

    /** Writes a balanced decision tree over the loaded number. */
    int write(Assembler code) {
        return write(code, 0, count - 1);
    }

    private int write(Assembler code, int first, int last) {
        if (first == last) {
            return places[first];
        }
        if (last - first == 2 && places[first] == places[last] && starts[last] - starts[first + 1] == 1) {
            return code.jump(JUMP_EQUAL, (int) starts[first + 1], places[first + 1], places[first]);
        }
        int middle = (first + last + 1) >>> 1;
        int upper = write(code, middle, last);
        int lower = write(code, first, middle - 1);
        return code.jump(JUMP_GREATER_OR_EQUAL, (int) starts[middle], upper, lower);
    }
}
