package dev.pinisi.oci.seccomp;

import java.util.Arrays;

/** What happens to the system calls of one architecture that the rules name, by number. */
final class Decisions implements SyscallTable.Finder {
    private static final Decision NONE = new Decision();

    private int[] numbers = new int[512];
    private Decision[] decisions = new Decision[512];
    private int count;

    private Decisions() {}

    static Decisions of(Architecture architecture, Profile profile) {
        Decisions decisions = new Decisions();
        SyscallTable.search(architecture.syscalls(), profile, architecture, decisions);
        if (architecture == Architecture.X86) {
            Multiplexer.SOCKETCALL.addTo(decisions, profile);
            Multiplexer.IPC.addTo(decisions, profile);
        }
        return decisions;
    }

    int count() {
        return count;
    }

    /** In ascending order. */
    int number(int index) {
        return numbers[index];
    }

    Decision decision(int index) {
        return decisions[index];
    }

    /** The decision about that number; one without branches if the rules say nothing. */
    Decision of(int number) {
        int at = place(number);
        return at < count && numbers[at] == number ? decisions[at] : NONE;
    }

    @Override
    public void found(int number, Profile.Call call) {
        put(number, call.decision());
    }

    void put(int number, Decision decision) {
        int at = place(number);
        if (at == count || numbers[at] != number) {
            insert(at, number);
        }
        decisions[at] = decision;
    }

    private void insert(int at, int number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
            decisions = Arrays.copyOf(decisions, count * 2);
        }
        System.arraycopy(numbers, at, numbers, at + 1, count - at);
        System.arraycopy(decisions, at, decisions, at + 1, count - at);
        numbers[at] = number;
        count++;
    }

    /** Where the number is or would be. Texts ascend: usually behind the last. */
    private int place(int number) {
        int at = count;
        while (at > 0 && numbers[at - 1] >= number) {
            at--;
        }
        return at;
    }
}
