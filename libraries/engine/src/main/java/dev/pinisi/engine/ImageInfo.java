package dev.pinisi.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What {@code images} shows of an image.
 *
 * @param id 64 hexadecimal digits
 * @param names full references with tag, such as {@code docker.io/library/busybox:latest}; none if dangling
 * @param digest the manifest's: {@code sha256:…}
 * @param created when it was built
 * @param size bytes of its unpacked layers
 * @param labels of its configuration
 * @param containers how many containers are made of it; -1 if not counted
 * @param readOnly whether it is in an additional store, so that it cannot be removed here
 */
public record ImageInfo(
        String id,
        List<String> names,
        String digest,
        Instant created,
        long size,
        Map<String, String> labels,
        int containers,
        boolean readOnly) {}
