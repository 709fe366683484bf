package dev.pinisi.tool;

import dev.pinisi.engine.CheckOptions;
import dev.pinisi.engine.CheckReport;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.ContainerState;
import dev.pinisi.engine.Containers;
import dev.pinisi.engine.DiskUsage;
import dev.pinisi.engine.Engine;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.EngineInfo;
import dev.pinisi.engine.EngineOptions;
import dev.pinisi.engine.HostInfo;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.Images;
import dev.pinisi.engine.PortMapping;
import dev.pinisi.engine.Volumes;
import dev.pinisi.storage.DriverReport;
import dev.pinisi.storage.Finding;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine in memory that remembers what it was told to do. */
final class FakeEngine implements Engine, Containers, EngineOpener {
    final FakeVolumes volumes = new FakeVolumes();
    final List<String> calls = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final List<ContainerSpec> specs = new ArrayList<>();
    final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    final FakeImages images = new FakeImages(calls);
    EngineOptions options = EngineOptions.defaults();

    /** Puts a container in; the one put in last is the newest. */
    FakeContainer add(String name, ContainerState state) {
        String id = Integer.toHexString(containers.size() + 0xa1).repeat(32);
        ContainerInfo info = new ContainerInfo(
                id,
                name,
                "localhost/busybox:latest",
                "c".repeat(64),
                List.of("sleep", "300"),
                Instant.now().minusSeconds(200 - containers.size()),
                state == ContainerState.CREATED
                        ? Optional.empty()
                        : Optional.of(Instant.now().minusSeconds(130)),
                state == ContainerState.EXITED ? Optional.of(Instant.now().minusSeconds(61)) : Optional.empty(),
                state,
                state == ContainerState.EXITED ? 3 : 0,
                state == ContainerState.RUNNING ? 4711 : 0,
                Map.of("app", name),
                List.of(new PortMapping("", 18080, 80, 1, "tcp"), new PortMapping("127.0.0.1", 5300, 53, 2, "udp")),
                List.of("/x"),
                List.of("data"),
                List.of("80/tcp"),
                List.of("pinisi"),
                false,
                "");
        FakeContainer container = new FakeContainer(info, calls);
        containers.put(name, container);
        return container;
    }

    @Override
    public Engine open(EngineOptions opened) {
        options = opened;
        return this;
    }

    @Override
    public EngineOptions options() {
        return options;
    }

    @Override
    public Containers containers() {
        return this;
    }

    @Override
    public Images images() {
        return images;
    }

    @Override
    public Volumes volumes() {
        return volumes;
    }

    @Override
    public EngineInfo info() {
        HostInfo host = new HostInfo(
                "harbour",
                "6.18",
                "debian",
                "13",
                "trixie",
                2,
                1024,
                512,
                0,
                0,
                7_200,
                "v1",
                List.of("memory", "pids"),
                true,
                false,
                false);
        return new EngineInfo(
                "1.2.3",
                Path.of("/root"),
                Path.of("/run"),
                2_000,
                1_000,
                new DriverReport(
                        "overlay",
                        "ext4",
                        List.of("metacopy=on"),
                        "it works here, unlike btrfs",
                        Map.of("btrfs", "the store is not on btrfs but on ext4")),
                2,
                3,
                1,
                new EngineInfo.Program("/bin/oci", "oci version 1"),
                new EngineInfo.Program("/bin/monitor", ""),
                "/lib/pinisi.aot",
                host);
    }

    /** Each container has 300 kB, each volume 30; image bytes are as the images say. */
    @Override
    public DiskUsage usage() {
        List<DiskUsage.OfImage> ofImages = new ArrayList<>();
        long imageBytes = 0;
        for (ImageInfo image : images.all()) {
            ofImages.add(new DiskUsage.OfImage(image, 1_000, image.size() - 1_000));
            imageBytes += image.size();
        }
        List<DiskUsage.OfContainer> ofContainers = new ArrayList<>();
        for (ContainerInfo container : list(ContainerFilter.ALL)) {
            ofContainers.add(new DiskUsage.OfContainer(container, 300_000, 1));
        }
        List<DiskUsage.OfVolume> ofVolumes = new ArrayList<>();
        for (String name : volumes.list()) {
            ofVolumes.add(new DiskUsage.OfVolume(volumes.find(name).orElseThrow(), 30_000));
        }
        return new DiskUsage(ofImages, ofContainers, ofVolumes, imageBytes, imageBytes / 2, 4_096);
    }

    @Override
    public CheckReport check(CheckOptions wanted) {
        calls.add("check " + wanted);
        List<Finding> shown = List.copyOf(findings);
        if (wanted.repair()) {
            findings.clear();
        }
        return new CheckReport(shown, wanted.repair() ? shown : List.of());
    }

    @Override
    public void close() {
        calls.add("close");
    }

    @Override
    public Container create(ContainerSpec spec) {
        specs.add(spec);
        return add(spec.name().orElse("invented"), ContainerState.CREATED);
    }

    @Override
    public Container createToStart(ContainerSpec spec) {
        return create(spec);
    }

    @Override
    public Optional<Container> find(String nameOrId) {
        for (FakeContainer container : containers.values()) {
            if (container.name().equals(nameOrId) || container.id().startsWith(nameOrId)) {
                return Optional.of(container);
            }
        }
        return Optional.empty();
    }

    @Override
    public Container get(String nameOrId) {
        return find(nameOrId)
                .orElseThrow(() -> new EngineException(
                        EngineException.Kind.NO_SUCH_CONTAINER,
                        nameOrId,
                        "no container with name or ID \"" + nameOrId + "\" found: no such container"));
    }

    @Override
    public List<ContainerInfo> list(ContainerFilter filter) {
        calls.add("list " + filter.terms());
        List<ContainerInfo> infos = new ArrayList<>();
        for (FakeContainer container : containers.values()) {
            infos.add(0, container.info());
        }
        return infos;
    }
}
