package dev.pinisi.oci.resctrl;

import dev.pinisi.oci.cgroup.CgroupFiles;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file system resctrl in memory: a new group has its files, a share that is no number is refused. */
final class FakeResctrl implements CgroupFiles {
    static final String TOP = "/sys/fs/resctrl";

    final SortedMap<String, String> files = new TreeMap<>();

    FakeResctrl() {
        addGroup(TOP);
        files.put(TOP + "/info/last_cmd_status", "ok\n");
    }

    private void addGroup(String directory) {
        files.put(directory + "/tasks", "");
        files.put(directory + "/schemata", "    L3:0=fffff;1=fffff\n    MB:0=100;1=100\n");
    }

    @Override
    public Optional<String> read(String file) {
        return Optional.ofNullable(files.get(file));
    }

    @Override
    public int write(String file, String value) {
        if (!files.containsKey(file)) {
            return -2;
        }
        if (value.contains("=x")) {
            files.put(TOP + "/info/last_cmd_status", "Non-hex character in the mask x\n");
            return -22;
        }
        files.put(file, value);
        return 0;
    }

    @Override
    public int makeDirectory(String directory) {
        if (files.containsKey(directory + "/tasks")) {
            return -17;
        }
        addGroup(directory);
        return 0;
    }

    @Override
    public int removeDirectory(String directory) {
        return files.keySet().removeIf(file -> file.startsWith(directory + "/")) ? 0 : -2;
    }

    @Override
    public List<String> children(String directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int changeOwner(String path, long uid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int attachDeviceProgram(String directory, byte[] program) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause(int milliseconds) {
        throw new UnsupportedOperationException();
    }
}
