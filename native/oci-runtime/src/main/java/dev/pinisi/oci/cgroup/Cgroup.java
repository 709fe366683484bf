package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A container's control groups, on the host: makes, limits, lists, freezes, removes. */
public final class Cgroup {
    private static final int ENOENT = 2;
    private static final int EBUSY = 16;
    private static final int ETIMEDOUT = 110;

    /** Together about two seconds: how long the kernel may take to bury the dead or to stop the living. */
    private static final int ATTEMPTS = 400;

    private static final int PAUSE_MILLISECONDS = 5;

    private final CgroupPlace place;
    private final CgroupFiles files;

    public Cgroup(CgroupPlace place, CgroupFiles files) {
        this.place = place;
        this.files = files;
    }

    /**
     * Carries steps out, in order.
     *
     * @throws CgroupException at the first that fails; what was made before stays, and is for {@link #remove}
     */
    public void apply(List<CgroupStep> steps) {
        StepRunner runner = new StepRunner(files);
        for (CgroupStep step : steps) {
            runner.run(step);
        }
    }

    /**
     * Changes limits; what the resources do not mention stays.
     *
     * @param resources the object {@code linux.resources}
     * @throws CgroupException at the first that fails
     */
    public void update(JsonCursor resources, CgroupHost host) {
        apply(CgroupPlanner.update(InForce.completed(resources, place, files), host, place));
    }

    /** Moves a process with all its threads. Slow; a process that moves itself is quick: {@link CgroupPlace#joinFiles}. */
    public void add(int pid) {
        for (String directory : place.directories().values()) {
            write(directory + "/cgroup.procs", Integer.toString(pid));
        }
    }

    /** All processes, also those in control groups beneath. */
    public List<Integer> processes() {
        List<Integer> pids = new ArrayList<>();
        Optional<String> directory = place.listed();
        if (directory.isPresent()) {
            addProcesses(directory.get(), pids);
        }
        return pids;
    }

    /**
     * Kills all processes at once, where the kernel can (version 2, Linux 5.14).
     *
     * @return whether it could; if not, {@link #processes} are to be killed one by one until there are none
     */
    public boolean killAll() {
        Optional<String> directory = place.unified();
        return directory.isPresent()
                && place.listed().equals(directory)
                && files.write(directory.get() + "/cgroup.kill", "1") == 0;
    }

    /** Stops all processes where they are, and waits until they stand. */
    public void freeze() {
        setFrozen(true);
    }

    /** Lets all processes go on. */
    public void thaw() {
        setFrozen(false);
    }

    /** Whether the processes stand still, or are about to. */
    public boolean isFrozen() {
        if (place.unified().isPresent() && place.directories().size() == 1) {
            return readText(place.unified().get() + "/cgroup.freeze").startsWith("1");
        }
        Optional<String> freezer = place.directory("freezer");
        return freezer.isPresent()
                && !readText(freezer.get() + "/freezer.state").startsWith("THAWED")
                && files.read(freezer.get() + "/freezer.state").isPresent();
    }

    /** How many processes were killed because memory ran out. */
    public long outOfMemoryKills() {
        Optional<String> first = place.directory("memory");
        String text = first.isPresent()
                ? readText(first.get() + "/memory.oom_control")
                : readText(place.unified().orElse("") + "/memory.events");
        return Words.numberAfter(text, "oom_kill", 0);
    }

    /**
     * Removes them all with what is beneath; that they are gone already is fine.
     *
     * @throws CgroupException if processes are still in there after a while
     */
    public void remove() {
        for (String directory : place.directories().values()) {
            removeTree(directory);
        }
    }

    private void removeTree(String directory) {
        int result = files.removeDirectory(directory);
        if (result == 0 || result == -ENOENT) {
            return;
        }
        for (String child : files.children(directory)) {
            removeTree(directory + "/" + child);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            result = files.removeDirectory(directory);
            if (result != -EBUSY) {
                break;
            }
            files.pause(attempt < 10 ? 1 : PAUSE_MILLISECONDS);
        }
        if (result != 0 && result != -ENOENT) {
            throw new CgroupException("remove control group " + directory, -result);
        }
    }

    private void addProcesses(String directory, List<Integer> pids) {
        for (String pid : Words.split(readText(directory + "/cgroup.procs"))) {
            pids.add(Integer.parseInt(pid));
        }
        for (String child : files.children(directory)) {
            addProcesses(directory + "/" + child, pids);
        }
    }

    private void setFrozen(boolean frozen) {
        Optional<String> freezer = place.directory("freezer");
        if (freezer.isPresent()) {
            String state = frozen ? "FROZEN" : "THAWED";
            settle(freezer.get() + "/freezer.state", state, freezer.get() + "/freezer.state", state);
        } else if (place.unified().isPresent()) {
            String directory = place.unified().get();
            String value = frozen ? "1" : "0";
            settle(directory + "/cgroup.freeze", value, directory + "/cgroup.events", "frozen " + value);
        } else {
            throw new CgroupException("freeze a container without a freezer control group", ENOENT);
        }
    }

    /** A freezing version 1 group may miss a process that is just being born: so the wish is repeated. */
    private void settle(String file, String value, String stateFile, String state) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt % 20 == 0) {
                write(file, value);
            }
            if (readText(stateFile).indexOf(state) >= 0) {
                return;
            }
            files.pause(attempt < 10 ? 1 : PAUSE_MILLISECONDS);
        }
        files.write(file, value.equals("FROZEN") ? "THAWED" : "0");
        throw new CgroupException("write " + value + " to " + file, ETIMEDOUT);
    }

    private void write(String file, String value) {
        int result = files.write(file, value);
        if (result < 0) {
            throw new CgroupException("write " + value + " to " + file, -result);
        }
    }

    private String readText(String file) {
        return files.read(file).orElse("");
    }
}
