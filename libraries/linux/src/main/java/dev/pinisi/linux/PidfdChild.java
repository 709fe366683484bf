package dev.pinisi.linux;

import java.time.Duration;
import java.util.Optional;

/** A child held by its pidfd, pidfd_open(2). */
final class PidfdChild implements Child {
    private static final int P_PID = 1;
    private static final int P_PIDFD = 3;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int SIZE_OF_SIGINFO = 128;
    private static final int SI_CODE = 8;
    private static final int SI_PID = 16;
    private static final int SI_STATUS = 24;
    private static final int CLD_EXITED = 1;

    private final int pid;
    private final Descriptor pidfd;
    private Optional<ExitStatus> ended = Optional.empty();

    private PidfdChild(int pid, Descriptor pidfd) {
        this.pid = pid;
        this.pidfd = pidfd;
    }

    /** The child must not have been waited for: then its number is still its own. */
    static PidfdChild of(int pid) {
        // expected: EMFILE, after which the child is on its own
        long fd = Kernel.check(Kernel.call(Syscall.PIDFD_OPEN, pid, 0), "pidfd_open", Integer.toString(pid));
        return new PidfdChild(pid, Descriptor.of((int) fd));
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public synchronized ExitStatus await() {
        while (ended.isEmpty()) {
            ended = reap(0);
        }
        return ended.get();
    }

    @Override
    public synchronized Optional<ExitStatus> await(Duration timeout) {
        if (ended.isEmpty() && (timeout.isZero() || Poll.readable(pidfd, timeout))) {
            ended = reap(WNOHANG);
        }
        return ended;
    }

    @Override
    public boolean signal(int signal) {
        // expected: ESRCH once it was waited for
        long result = Kernel.call(Syscall.PIDFD_SEND_SIGNAL, pidfd.number(), signal, 0, 0);
        if (result == -Errno.ESRCH) {
            return false;
        }
        Kernel.check(result, "kill", "process " + pid + " with signal " + signal);
        return true;
    }

    @Override
    public void close() {
        pidfd.close();
    }

    private Optional<ExitStatus> reap(int options) {
        try (Memory memory = new Memory()) {
            Memory.Block info = memory.block(SIZE_OF_SIGINFO);
            // the kernel fills our block; expected: ECHILD if another part of this process waited for it
            long result = Kernel.retry(Syscall.WAITID, P_PIDFD, pidfd.number(), info.address(), WEXITED | options, 0);
            if (result == -Errno.EINVAL) {
                // kernels before 5.4 know the number only
                result = Kernel.retry(Syscall.WAITID, P_PID, pid, info.address(), WEXITED | options, 0);
            }
            Kernel.check(result, "wait for", "process " + pid);
            if (info.bytes().getInt(SI_PID) == 0) {
                return Optional.empty();
            }
            int status = info.bytes().getInt(SI_STATUS);
            boolean exited = info.bytes().getInt(SI_CODE) == CLD_EXITED;
            return Optional.of(exited ? new ExitStatus.Exited(status) : new ExitStatus.Killed(status));
        }
    }
}
