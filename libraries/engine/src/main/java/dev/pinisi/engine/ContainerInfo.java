package dev.pinisi.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ps} shows of a container.
 *
 * @param id 64 hexadecimal digits
 * @param name its name
 * @param image the image's name as resolved at creation; its id if it has none
 * @param imageId 64 hexadecimal digits
 * @param command entrypoint and command
 * @param created when it was created
 * @param started when it was last started, if ever
 * @param exited when it last ended, if it did
 * @param state where it is in its life
 * @param exitCode of the last end; 0 before the first, -1 if nobody recorded it
 * @param pid of the first process in the host's numbers; 0 if it does not run
 * @param labels the image's and its own
 * @param ports the published ports
 * @param mounts destinations
 * @param sources names of volumes and paths of the host that are mounted
 * @param exposed ports that its image or its user exposes, such as {@code 80/tcp}
 * @param networks names
 * @param autoRemove whether it goes away when it ends
 * @param cidFile the file that its id was written to; empty for none
 */
public record ContainerInfo(
        String id,
        String name,
        String image,
        String imageId,
        List<String> command,
        Instant created,
        Optional<Instant> started,
        Optional<Instant> exited,
        ContainerState state,
        int exitCode,
        int pid,
        Map<String, String> labels,
        List<PortMapping> ports,
        List<String> mounts,
        List<String> sources,
        List<String> exposed,
        List<String> networks,
        boolean autoRemove,
        String cidFile) {}
