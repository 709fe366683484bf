package dev.pinisi.engine.internal;

import dev.pinisi.engine.CommitSpec;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.PortMapping;
import dev.pinisi.engine.ProcessSettings;
import dev.pinisi.linux.Directory;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.storage.FileTree;
import dev.pinisi.storage.NewImage;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoredImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes an image of one container. */
final class Committer {
    /** What every container is given, and no image has. */
    private static final Set<String> GIVEN_VARIABLES = Set.of("container", "TERM");

    private static final int ANONYMOUS = 64;

    private final Parts parts;
    private final ContainerRecord record;
    private final CommitSpec commit;
    private final String created = Times.text(Instant.now());

    Committer(Parts parts, ContainerRecord record, CommitSpec commit) {
        this.parts = parts;
        this.record = record;
        this.commit = commit;
    }

    /** The image's id. */
    String commit() {
        Store store = parts.rootfs().store();
        Optional<String> name = ImageMaker.fullName(commit.name());
        StoredImage parent = store.images()
                .find(new Digest("sha256", record.imageId()))
                .orElseThrow(() -> LocalImages.missing(record.imageName()));
        ConfigDraft draft = draft(parent.config());
        ConfigChanges.apply(commit.changes(), draft);
        try (NewImage image = store.images().newDestination()) {
            for (Digest layer : commit.squash() ? List.<Digest>of() : parent.layers()) {
                // pinned: the container may be removed meanwhile, and its image
                image.hasLayer(layer);
            }
            draft.addLayer(addLayer(image));
            return new ImageMaker(store, commit.docker())
                    .commit(image, draft.finish(), name, created)
                    .hex();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot commit container " + record.name() + ": " + e.getMessage(), e);
        }
    }

    private Digest addLayer(NewImage image) throws IOException {
        boolean paused =
                commit.pause() && parts.status(parts.store().files(record.id())).running();
        if (paused) {
            parts.runtime(record).pause(record.id());
        }
        try {
            return commit.squash() ? addAll(image) : addChanges(image);
        } finally {
            if (paused) {
                parts.runtime(record).resume(record.id());
            }
        }
    }

    private Digest addChanges(NewImage image) throws IOException {
        RootFilesystem rootfs = parts.rootfs().of(record.id());
        try (InputStream tar = rootfs.openDiff()) {
            return image.addLayer(tar).diffId();
        }
    }

    private Digest addAll(NewImage image) throws IOException {
        try (HeldMount mount = HeldMount.of(parts, record);
                FileTree files = new FileTree(Directory.open(mount.path()), Map.of());
                InputStream tar = files.pack(files.find("/").orElseThrow(), ".", Set.of())) {
            return image.addLayer(tar).diffId();
        }
    }

    private ConfigDraft draft(ImageConfig parent) {
        ConfigDraft draft = ConfigDraft.of(parent, !commit.squash());
        draft.put("created", created);
        if (!commit.author().isEmpty()) {
            draft.put("author", commit.author());
        }
        if (commit.docker()) {
            draft.put("comment", commit.message());
        } else if (!commit.message().isEmpty()) {
            throw new EngineException(
                    EngineException.Kind.INVALID_SPEC,
                    commit.message(),
                    "messages are only compatible with the docker image format (-f docker)");
        }
        settings(draft);
        Members step = new Members().put("created", created).put("created_by", "/bin/sh");
        if (!commit.author().isEmpty()) {
            step.put("author", commit.author());
        }
        draft.addHistory(step.put("comment", "FROM " + record.imageName()).object());
        return draft;
    }

    /** What the container was told becomes the image's default. */
    private void settings(ConfigDraft draft) {
        ProcessSettings process = record.spec().process();
        draft.configure("Entrypoint", process.entrypoint().orElse(List.of()));
        draft.configure("Cmd", process.command());
        for (Map.Entry<String, String> variable : process.env().entrySet()) {
            if (!GIVEN_VARIABLES.contains(variable.getKey())) {
                draft.environment(variable.getKey(), variable.getValue());
            }
        }
        for (PortMapping port : record.spec().network().ports()) {
            for (int i = 0; i < port.range(); i++) {
                draft.addToSet("ExposedPorts", (port.containerPort() + i) + "/" + port.protocol());
            }
        }
        record.spec().network().expose().forEach(port -> draft.addToSet("ExposedPorts", port));
        record.spec().labels().forEach(draft::label);
        if (!process.user().isEmpty()) {
            draft.configure("User", process.user());
        }
        for (MountSpec mount : record.spec().mounts()) {
            boolean anonymous =
                    mount instanceof MountSpec.Volume volume && volume.name().length() == ANONYMOUS;
            if (anonymous || (commit.includeVolumes() && !(mount instanceof MountSpec.Tmpfs))) {
                draft.addToSet("Volumes", mount.destination());
            }
        }
        draft.configure("WorkingDir", process.workdir().isEmpty() ? "/" : process.workdir());
    }
}
