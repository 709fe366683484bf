package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.ContainerSpecBuilder;
import dev.pinisi.spec.ContainerDefaults;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A container, a host and a user that tests start from. */
final class Samples {
    static final String ID = "0123456789abcdef".repeat(4);
    static final String IMAGE_ID = "cafe".repeat(16);

    /** Root's bounding set on a host that keeps back CAP_SYS_RESOURCE. */
    static final long BOUNDING = (1L << 41) - 1 & ~(1L << 24);

    static final HostFacts HOST =
            new HostFacts("amd64", 6, 18, BOUNDING, Map.of("nofile", 20_000L, "nproc", 90_000L), false, true);
    static final User ROOT = new User(0, 0, List.of(), "/root", true, true);

    static final ContainerDefaults IMAGE = new ContainerDefaults(
            "",
            List.of("80/tcp"),
            List.of("PATH=/bin", "A=image"),
            List.of(),
            List.of("sh"),
            List.of(),
            "",
            Map.of("from", "image"),
            "",
            List.of());

    private Samples() {}

    static ContainerSpecBuilder spec() {
        return ContainerSpec.of("busybox").network("none");
    }

    static ContainerRecord record(ContainerSpecBuilder builder) {
        return record(ID, "sample", builder);
    }

    static ContainerRecord record(String id, String name, ContainerSpecBuilder builder) {
        return new ContainerRecord(
                id,
                name,
                Instant.ofEpochSecond(1_700_000_000, 123_456_789),
                IMAGE_ID,
                "localhost/busybox:latest",
                "sha256:" + IMAGE_ID,
                "",
                ImageDefaults.apply(builder.build(), IMAGE));
    }
}
