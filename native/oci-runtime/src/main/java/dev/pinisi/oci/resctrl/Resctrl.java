package dev.pinisi.oci.resctrl;

import dev.pinisi.oci.cgroup.CgroupException;
import dev.pinisi.oci.cgroup.CgroupFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A host's file system resctrl. */
public final class Resctrl {
    private static final int ENOENT = 2;
    private static final int EEXIST = 17;
    private static final int EINVAL = 22;

    private final String mountPoint;
    private final CgroupFiles files;

    public Resctrl(String mountPoint, CgroupFiles files) {
        this.mountPoint = mountPoint;
        this.files = files;
    }

    /** What the steps will have made, to be remembered before they are carried out. */
    public ResctrlGroups groups(List<ResctrlStep> steps) {
        List<String> joined = new ArrayList<>();
        List<String> own = new ArrayList<>();
        for (ResctrlStep step : steps) {
            if (step instanceof ResctrlStep.AddProcess add) {
                joined.add(add.directory());
            } else if (step instanceof ResctrlStep.MakeGroup make && make.own() && !isThere(make.directory())) {
                own.add(0, make.directory());
            }
        }
        return new ResctrlGroups(joined, own);
    }

    /**
     * Carries steps out, in order.
     *
     * @throws CgroupException at the first that fails
     */
    public void apply(List<ResctrlStep> steps, int pid) {
        boolean made = false;
        for (ResctrlStep step : steps) {
            switch (step) {
                case ResctrlStep.MakeGroup s -> made = make(s);
                case ResctrlStep.RequireGroup s -> check(isThere(s.directory()) ? 0 : -ENOENT, s);
                case ResctrlStep.RequireSchemata s -> requireSchemata(s, made);
                case ResctrlStep.WriteSchemata s -> {
                    String lines = String.join("\n", s.lines()) + "\n";
                    check(files.write(s.directory() + "/schemata", lines), s);
                }
                case ResctrlStep.AddProcess s -> check(files.write(s.directory() + "/tasks", "" + pid), s);
            }
        }
    }

    /** Puts a further process into the groups. */
    public void add(ResctrlGroups groups, int pid) {
        for (String directory : groups.joined()) {
            apply(List.of(new ResctrlStep.AddProcess(directory, "")), pid);
        }
    }

    /** Removes what goes with the container; that it is gone already is fine. */
    public void remove(ResctrlGroups groups) {
        for (String directory : groups.own()) {
            int result = files.removeDirectory(directory);
            if (result < 0 && result != -ENOENT) {
                throw new CgroupException("remove resctrl group " + directory, -result);
            }
        }
    }

    private boolean make(ResctrlStep.MakeGroup step) {
        int result = files.makeDirectory(step.directory());
        check(result == -EEXIST ? 0 : result, step);
        return result == 0;
    }

    private boolean isThere(String directory) {
        return files.read(directory + "/tasks").isPresent();
    }

    private void requireSchemata(ResctrlStep.RequireSchemata step, boolean made) {
        if (made) {
            return;
        }
        String there = files.read(step.directory() + "/schemata").orElse("");
        for (String line : step.lines()) {
            if (!Schemata.have(there, line)) {
                check(-EINVAL, step.source(), step.directory() + " shares out otherwise than " + line);
            }
        }
    }

    private void check(int result, ResctrlStep step) {
        check(result, step.source(), step.describe());
    }

    /** The kernel says more than an error number, of what it did last. */
    private void check(int result, String source, String action) {
        if (result >= 0) {
            return;
        }
        Optional<String> status = files.read(mountPoint + "/info/last_cmd_status");
        String said = status.orElse("").trim();
        String words = said.isEmpty() || said.equals("ok") ? action : action + " (" + said + ")";
        throw new CgroupException(source.isEmpty() ? words : source + ": " + words, -result);
    }
}
