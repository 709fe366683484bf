package dev.pinisi.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Remembers signals instead of sending them; processes named by {@link #gone} do not exist. */
public final class RecordingSignals implements Signals {
    private final List<String> calls = new ArrayList<>();
    private final Set<Integer> gone = new HashSet<>();

    /** Nothing recorded yet. */
    public RecordingSignals() {}

    /** {@code "kill 42 15"}, in the order of the calls. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** From now on there is no such process. */
    public void gone(int pid) {
        gone.add(pid);
    }

    @Override
    public boolean send(int pid, int signal) {
        calls.add("kill " + pid + " " + signal);
        return !gone.contains(pid);
    }

    @Override
    public boolean send(ProcessIdentity process, int signal) {
        return send(process.pid(), signal);
    }
}
