package dev.pinisi.oci.execute;

import dev.pinisi.oci.cgroup.CgroupFiles;
import dev.pinisi.oci.kernel.Clock;
import dev.pinisi.oci.kernel.Directories;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernel's control group files. */
public final class KernelCgroupFiles implements CgroupFiles {
    @Override
    public Optional<String> read(String file) {
        return Files.exists(file) ? Optional.of(FileContents.text(file)) : Optional.empty();
    }

    @Override
    public int write(String file, String value) {
        return FileContents.writeExisting(file, value);
    }

    @Override
    public int makeDirectory(String directory) {
        return Files.mkdir(directory, 0755);
    }

    @Override
    public int removeDirectory(String directory) {
        return Files.rmdir(directory);
    }

    @Override
    public List<String> children(String directory) {
        List<String> children = new ArrayList<>();
        for (String name : Directories.names(directory)) {
            if (FileStatus.errno(directory + "/" + name) == 0
                    && FileStatus.of(directory + "/" + name).isDirectory()) {
                children.add(name);
            }
        }
        return children;
    }

    @Override
    public int changeOwner(String path, long uid) {
        return Files.chownAt(Files.AT_FDCWD, path, (int) uid, -1);
    }

    @Override
    public int attachDeviceProgram(String directory, byte[] program) {
        int group = Files.open(directory, Files.O_RDONLY);
        if (group < 0) {
            return group;
        }
        int result = DevicePrograms.replace(group, program);
        Files.close(group);
        return result;
    }

    @Override
    public void pause(int milliseconds) {
        Clock.sleepMillis(milliseconds);
    }
}
