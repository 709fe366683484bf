package dev.pinisi.oci.plan;

import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.DeviceConfig;
import dev.pinisi.oci.config.MountConfig;
import dev.pinisi.oci.config.NamespaceKind;
import java.util.List;

/** Device files and the usual links in /dev (runtime specification, "Default Devices"). */
final class DevicePlanner {
    private static final String[] NAMES = {"null", "zero", "full", "random", "urandom", "tty"};
    private static final int[] MAJORS = {1, 1, 1, 1, 1, 5};
    private static final int[] MINORS = {3, 5, 7, 8, 9, 0};

    private DevicePlanner() {}

    static void devices(Config config, StepList steps) {
        if (isHostDev(config.mounts())) {
            return;
        }
        steps.fromRuntime();
        boolean bind = config.linux().has(NamespaceKind.USER);
        for (int i = 0; i < NAMES.length; i++) {
            String path = "/dev/" + NAMES[i];
            if (!lists(config, path)) {
                steps.add(
                        bind
                                ? new Step.BindDevice(path)
                                : new Step.MakeNode(path, 'c', MAJORS[i], MINORS[i], 0666, 0, 0));
            }
        }
        List<DeviceConfig> devices = config.linux().devices();
        for (int i = 0; i < devices.size(); i++) {
            DeviceConfig d = devices.get(i);
            steps.from("linux.devices", i);
            steps.add(
                    bind && d.type() != 'p'
                            ? new Step.BindDevice(d.path())
                            : new Step.MakeNode(d.path(), d.type(), d.major(), d.minor(), d.mode(), d.uid(), d.gid()));
        }
        steps.fromRuntime().add(new Step.Link("/dev/fd", "/proc/self/fd"));
        steps.add(new Step.Link("/dev/stdin", "/proc/self/fd/0"));
        steps.add(new Step.Link("/dev/stdout", "/proc/self/fd/1"));
        steps.add(new Step.Link("/dev/stderr", "/proc/self/fd/2"));
        steps.add(new Step.Link("/dev/ptmx", "pts/ptmx"));
    }

    /** With the host's /dev bound in, everything is there, and nothing may be changed. */
    private static boolean isHostDev(List<MountConfig> mounts) {
        for (MountConfig mount : mounts) {
            if (MountPlanner.isDev(mount.destination())) {
                return mount.type().equals("bind")
                        || MountOptions.parse(mount.options()).isBind();
            }
        }
        return false;
    }

    private static boolean lists(Config config, String path) {
        for (DeviceConfig device : config.linux().devices()) {
            if (device.path().equals(path)) {
                return true;
            }
        }
        return false;
    }
}
