package dev.pinisi.linux;

import java.util.OptionalLong;

/** kill(2), pidfd_open(2) and pidfd_send_signal(2). */
final class SystemSignals implements Signals {
    static final SystemSignals INSTANCE = new SystemSignals();

    private SystemSignals() {}

    @Override
    public boolean send(int pid, int signal) {
        if (pid <= 0) {
            throw new IllegalArgumentException("not a process: " + pid);
        }
        // expected: ESRCH (gone), EPERM
        return sent(Kernel.call(Syscall.KILL, pid, signal), pid, signal);
    }

    @Override
    public boolean send(ProcessIdentity process, int signal) {
        // expected: ESRCH (gone); EINVAL for a thread's number
        long fd = Kernel.call(Syscall.PIDFD_OPEN, process.pid(), 0);
        if (fd == -Errno.ESRCH) {
            return false;
        }
        Kernel.check(fd, "pidfd_open", Integer.toString(process.pid()));
        try (Descriptor pidfd = Descriptor.of((int) fd)) {
            // the descriptor holds the process: if the start time fits now, the signal meets the right one
            OptionalLong startTime = Processes.system().startTime(process.pid());
            if (startTime.isEmpty() || startTime.getAsLong() != process.startTime()) {
                return false;
            }
            long result = Kernel.call(Syscall.PIDFD_SEND_SIGNAL, pidfd.number(), signal, 0, 0);
            return sent(result, process.pid(), signal);
        }
    }

    private static boolean sent(long result, int pid, int signal) {
        if (result == -Errno.ESRCH) {
            return false;
        }
        Kernel.check(result, "kill", "process " + pid + " with signal " + signal);
        return true;
    }
}
