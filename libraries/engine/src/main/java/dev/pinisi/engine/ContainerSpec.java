package dev.pinisi.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to make a container of: podman's {@code create} options in typed form. Made by {@link #of(String)}.
 *
 * @param image a name, id or beginning of an id of an image in the store
 * @param name empty to invent one
 * @param hostname empty for the beginning of the id
 * @param devices of the host
 * @param deviceCgroupRules such as {@code c 10:200 rwm}
 * @param sysctl kernel parameters of the container's namespaces
 * @param labels added to the image's
 * @param annotations for the OCI runtime
 * @param stopSignal a number; 0 for the image's, else SIGTERM
 * @param stopTimeout seconds from the stop signal to SIGKILL; -1 for the engine's
 * @param timeout seconds after which the container is killed; 0 for never
 * @param autoRemove remove it when it ends
 * @param cgroupParent absolute; empty for {@code /pinisi}
 * @param platform of the image that was asked for, such as {@code linux/arm64}; empty for the host's
 * @param pidFile where the monitor writes the first process's id; empty for nowhere else
 * @param cidFile the file that its id is written to, and that goes with it; empty for none
 * @param createCommand the command line, for {@code inspect}
 */
public record ContainerSpec(
        String image,
        Optional<String> name,
        String hostname,
        ProcessSettings process,
        SecuritySettings security,
        NetworkSettings network,
        NamespaceSettings namespaces,
        ResourceLimits resources,
        List<MountSpec> mounts,
        List<DeviceMapping> devices,
        List<String> deviceCgroupRules,
        Map<String, String> sysctl,
        Map<String, String> labels,
        Map<String, String> annotations,
        LogSettings log,
        int stopSignal,
        int stopTimeout,
        int timeout,
        boolean autoRemove,
        String cgroupParent,
        String platform,
        String pidFile,
        String cidFile,
        List<String> createCommand) {

    /** Starts the description of a container from that image. */
    public static ContainerSpecBuilder of(String image) {
        return new ContainerSpecBuilder(image);
    }
}
