package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.DeviceMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks the host's devices up. */
final class DeviceFinder {
    private static final int TYPE = 0170000;
    private static final int CHARACTER = 0020000;
    private static final int BLOCK = 0060000;
    /** Made anew in each container, or not of the host. */
    private static final List<String> SKIPPED =
            List.of("/dev/pts", "/dev/shm", "/dev/mqueue", "/dev/fd", "/dev/console", "/dev/ptmx", "/dev/tty");

    private DeviceFinder() {}

    /** The devices that the container asks for; all of the host's if it is privileged. */
    static List<Device> find(ContainerSpec spec) {
        List<Device> devices = new ArrayList<>();
        if (spec.security().privileged()) {
            addAll(Path.of("/dev"), "/dev", "rwm", devices);
        }
        for (DeviceMapping mapping : spec.devices()) {
            Path host = Path.of(mapping.hostPath());
            if (Files.isDirectory(host)) {
                addAll(host, mapping.containerPath(), mapping.permissions(), devices);
            } else if (!add(host, mapping.containerPath(), mapping.permissions(), devices)) {
                throw Invalid.option(
                        "--device", mapping.hostPath(), "there is no such device on the host; ls -l shows what it is");
            }
        }
        return devices;
    }

    private static void addAll(Path directory, String destination, String access, List<Device> devices) {
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : (Iterable<Path>) entries.sorted()::iterator) {
                if (SKIPPED.contains(entry.toString())) {
                    continue;
                }
                String target = destination + "/" + entry.getFileName();
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    addAll(entry, target, access, devices);
                } else {
                    add(entry, target, access, devices);
                }
            }
        } catch (IOException e) {
            throw Invalid.option("--device", directory.toString(), "cannot be listed: " + e.getMessage());
        }
    }

    private static boolean add(Path host, String destination, String access, List<Device> devices) {
        try {
            Map<String, Object> status = Files.readAttributes(host, "unix:mode,rdev,uid,gid");
            int mode = number(status.get("mode"));
            int type = mode & TYPE;
            if (type != CHARACTER && type != BLOCK) {
                return false;
            }
            long rdev = status.get("rdev") instanceof Long number ? number : 0;
            // glibc's dev_t: major 63-44 and 19-8, minor 43-20 and 7-0
            int major = (int) ((rdev >>> 8 & 0xfff) | (rdev >>> 32 & ~0xfffL));
            int minor = (int) ((rdev & 0xff) | (rdev >>> 12 & ~0xffL));
            devices.add(new Device(
                    destination,
                    type == CHARACTER ? "c" : "b",
                    major,
                    minor,
                    mode & 0777,
                    number(status.get("uid")),
                    number(status.get("gid")),
                    access));
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static int number(@Nullable Object value) {
        return value instanceof Integer number ? number : 0;
    }
}
