package dev.pinisi.oci.cgroup;

import java.util.List;

/** Carries out one {@link CgroupStep}. */
final class StepRunner {
    private static final String DELEGATED = "/sys/kernel/cgroup/delegate";

    /** Where the kernel (before Linux 4.15) does not say. */
    private static final String ALWAYS_DELEGATED = "cgroup.procs cgroup.subtree_control cgroup.threads";

    private static final String SUBTREE = "/cgroup.subtree_control";

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int EEXIST = 17;
    private static final int EOPNOTSUPP = 95;

    private final CgroupFiles files;

    StepRunner(CgroupFiles files) {
        this.files = files;
    }

    void run(CgroupStep step) {
        switch (step) {
            case CgroupStep.MakeDirectory make -> makeDirectory(make.directory(), make.source());
            case CgroupStep.FillCpuset fill -> {
                fill(fill, "/cpuset.cpus", fill.directory());
                fill(fill, "/cpuset.mems", fill.directory());
            }
            case CgroupStep.EnableControllers enable -> enable(enable, enable.directory());
            case CgroupStep.Write write -> write(write);
            case CgroupStep.WriteLines lines -> {
                for (String line : lines.lines()) {
                    write(new CgroupStep.Write(lines.file(), line, lines.source()));
                }
            }
            case CgroupStep.WriteFirst first -> writeFirst(first);
            case CgroupStep.WriteIfThere optional -> {
                int result = attempt(optional.write());
                check(result == -ENOENT ? 0 : result, optional.write());
            }
            case CgroupStep.WriteBoth both -> writeBoth(both);
            case CgroupStep.RequireAtMost require -> require(require);
            case CgroupStep.HandOver handOver -> handOver(handOver);
            case CgroupStep.AttachDeviceProgram attach ->
                check(
                        files.attachDeviceProgram(attach.directory(), attach.program()),
                        attach.source(),
                        "attach a device program to " + attach.directory());
        }
    }

    /** Whoever may not give files away keeps them: the specification leaves it to the runtime. */
    private void handOver(CgroupStep.HandOver step) {
        int result = files.changeOwner(step.directory(), step.uid());
        if (result == -EPERM) {
            return;
        }
        check(result, step.source(), "give away " + step.directory());
        for (String name : Words.split(files.read(DELEGATED).orElse(ALWAYS_DELEGATED))) {
            String file = step.directory() + "/" + name;
            int given = files.changeOwner(file, step.uid());
            check(given == -ENOENT ? 0 : given, step.source(), "give away " + file);
        }
    }

    /** The usual case first: only the last directory is missing. */
    private void makeDirectory(String directory, String source) {
        int result = files.makeDirectory(directory);
        if (result == -ENOENT && directory.lastIndexOf('/') > 0) {
            makeDirectory(Paths.parent(directory), source);
            result = files.makeDirectory(directory);
        }
        check(result == -EEXIST ? 0 : result, source, "make control group " + directory);
    }

    private String fill(CgroupStep.FillCpuset step, String name, String directory) {
        String own = files.read(directory + name).orElse("").trim();
        if (!own.isEmpty() || directory.length() <= step.top().length()) {
            return own;
        }
        String parents = fill(step, name, Paths.parent(directory));
        write(new CgroupStep.Write(directory + name, parents, step.source()));
        return parents;
    }

    /** From the top, but only where it is not so yet: one read, usually. */
    private void enable(CgroupStep.EnableControllers step, String directory) {
        String missing = missing(step, directory, step.controllers());
        if (missing.isEmpty()) {
            return;
        }
        if (directory.length() > step.top().length() && !enableAbove(step, directory)) {
            missing = missing(step, directory, Words.split(read(directory + "/cgroup.controllers")));
        }
        int result = missing.isEmpty() ? 0 : files.write(directory + SUBTREE, missing);
        checkEnabled(result, step, missing, directory);
    }

    /** False where that is not ours: of a part that was delegated to a user, only what was handed down to it can be used. */
    private boolean enableAbove(CgroupStep.EnableControllers step, String directory) {
        try {
            enable(step, Paths.parent(directory));
            return true;
        } catch (CgroupException e) {
            if (e.errno() != EACCES && e.errno() != EPERM) {
                throw e;
            }
            return false;
        }
    }

    /** As the kernel takes them: {@code +cpu +io}. */
    private String missing(CgroupStep.EnableControllers step, String directory, List<String> available) {
        List<String> enabled = Words.split(read(directory + SUBTREE));
        StringBuilder missing = new StringBuilder();
        for (String controller : step.controllers()) {
            if (available.contains(controller) && !enabled.contains(controller)) {
                missing.append(missing.length() == 0 ? "+" : " +").append(controller);
            }
        }
        return missing.toString();
    }

    private static void checkEnabled(int result, CgroupStep.EnableControllers step, String missing, String directory) {
        String hint = result == -EBUSY
                ? " (it has processes of its own: move them into a control group beneath)"
                : result == -EOPNOTSUPP ? " (it is threaded: use another cgroupsPath)" : "";
        check(result, step.source(), "write " + missing + " to " + directory + SUBTREE + hint);
    }

    private String read(String file) {
        return files.read(file).orElse("");
    }

    private void writeFirst(CgroupStep.WriteFirst step) {
        for (CgroupStep.Write choice : step.choices()) {
            int result = attempt(choice);
            if (result != -ENOENT) {
                check(result, choice);
                return;
            }
        }
        check(-ENOENT, step.choices().get(step.choices().size() - 1));
    }

    private void writeBoth(CgroupStep.WriteBoth both) {
        int first = attempt(both.first());
        write(both.second());
        if (first < 0) {
            write(both.first());
        }
    }

    private void require(CgroupStep.RequireAtMost step) {
        String text = files.read(step.file()).orElse("0").trim();
        if (Long.parseLong(text) > step.limit()) {
            throw new CgroupException(
                    step.source() + ": " + text + " bytes are in use, more than " + step.limit(), EBUSY);
        }
    }

    private void write(CgroupStep.Write write) {
        check(attempt(write), write);
    }

    private int attempt(CgroupStep.Write write) {
        return files.write(write.file(), write.value());
    }

    private static void check(int result, CgroupStep.Write write) {
        if (result < 0) {
            check(result, write.source(), "write " + write.value() + " to " + write.file());
        }
    }

    private static void check(int result, String source, String action) {
        if (result < 0) {
            throw new CgroupException(source.isEmpty() ? action : source + ": " + action, -result);
        }
    }
}
