package dev.pinisi.oci.seccomp;

/**
 * {@code socketcall} and {@code ipc} of 32-bit x86: one system call for many, told apart by the first argument. A rule
 * about one of the many must cover them too.
 */
enum Multiplexer {
    SOCKETCALL(
            102,
            "1 socket bind connect listen accept getsockname getpeername socketpair send recv sendto recvfrom shutdown"
                    + " setsockopt getsockopt sendmsg recvmsg accept4 recvmmsg sendmmsg"),
    IPC(117, "1 semop semget semctl semtimedop 11 msgsnd msgrcv msgget msgctl 21 shmat shmdt shmget shmctl");

    private final int number;
    private final String callees;

    Multiplexer(int number, String callees) {
        this.number = number;
        this.callees = callees;
    }

    /**
     * Adds what the rules about the callees mean for it. It takes their arguments through a pointer, which a filter cannot
     * follow. So a rule with conditions does not permit the multiplexed call, but does refuse it.
     */
    void addTo(Decisions decisions, Profile profile) {
        Decision decision = new Decision();
        for (Decision.Branch branch : decisions.of(number).branches()) {
            decision.add(branch.conditions(), branch.action());
        }
        SyscallTable.search(new String[] {callees}, profile, this, (selector, call) -> {
            for (Decision.Branch branch : call.decision().branches()) {
                if (branch.conditions().isEmpty() || !Action.permits(branch.action())) {
                    decision.add(java.util.List.of(Condition.equal(0, selector)), branch.action());
                }
            }
        });
        decisions.put(number, decision);
    }
}
