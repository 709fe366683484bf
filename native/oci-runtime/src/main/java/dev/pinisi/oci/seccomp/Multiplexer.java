package dev.pinisi.oci.seccomp;

/**
 * {@code socketcall} and {@code ipc}: one system call for many, told apart by the first argument. Where an architecture
 * has them, a rule about one of the many must cover them too.
 */
enum Multiplexer {
    SOCKETCALL(
            "socketcall",
            " 1 socket 2 bind 3 connect 4 listen 5 accept 6 getsockname 7 getpeername 8 socketpair 9 send 10 recv"
                    + " 11 sendto 12 recvfrom 13 shutdown 14 setsockopt 15 getsockopt 16 sendmsg 17 recvmsg 18 accept4"
                    + " 19 recvmmsg 20 sendmmsg "),
    IPC(
            "ipc",
            " 1 semop 2 semget 3 semctl 4 semtimedop 11 msgsnd 12 msgrcv 13 msgget 14 msgctl 21 shmat 22 shmdt"
                    + " 23 shmget 24 shmctl ");

    private final String syscall;
    private final String numbersAndNames;

    Multiplexer(String syscall, String numbersAndNames) {
        this.syscall = syscall;
        this.numbersAndNames = numbersAndNames;
    }

    /** The system call that stands for the many. */
    String syscall() {
        return syscall;
    }

    /** The first argument that stands for the named call, or -1. */
    int selector(String name) {
        if (name.indexOf(' ') >= 0 || name.isEmpty() || name.charAt(0) < 'a') {
            return -1;
        }
        int at = numbersAndNames.indexOf(" " + name + " ");
        if (at < 0) {
            return -1;
        }
        int number = numbersAndNames.lastIndexOf(' ', at - 1) + 1;
        return Integer.parseInt(numbersAndNames.substring(number, at));
    }
}
