package dev.pinisi.engine.internal;

import dev.pinisi.engine.CheckOptions;
import dev.pinisi.engine.CheckReport;
import dev.pinisi.engine.RemoveOptions;
import dev.pinisi.storage.Finding;
import dev.pinisi.storage.Finding.Kind;
import java.io.File;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A check of the store and of all that the engine keeps beside it, and the repair of what it found. */
final class HostCheck {
    private static final String CONTAINERS = "containers/";

    private final Parts parts;
    private final LazyStore store;

    HostCheck(Parts parts, LazyStore store) {
        this.parts = parts;
        this.store = store;
    }

    CheckReport run(CheckOptions options) {
        List<Finding> found = find(options);
        List<Finding> removed = new ArrayList<>();
        if (options.force()) {
            removeContainers(found, removed);
        }
        if (options.repair() || options.force()) {
            new Leftovers(parts).remove(removed);
            removed.addAll(store.get().repair(found));
        }
        return new CheckReport(found, removed);
    }

    private List<Finding> find(CheckOptions options) {
        List<Finding> found = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>(parts.store().ids());
        for (Finding finding : store.get().check(options.contents())) {
            String container = container(finding);
            if (!container.isEmpty()) {
                ids.remove(container);
            }
            boolean lost = !container.isEmpty()
                    && !Files.exists(parts.store().files(container).record());
            if (!lost && (finding.kind() != Kind.ORPHAN || isOld(finding, options.unusedFor()))) {
                found.add(finding);
            }
        }
        for (String id : ids) {
            damage(id).ifPresent(found::add);
        }
        new Leftovers(parts).find(found);
        return found;
    }

    /** Whose root file system it is that the store found something about: it is a leftover if it has no record. */
    private static String container(Finding finding) {
        String[] path = finding.object().split("/", -1);
        return path.length > 1 && path[0].equals("containers") && Ids.isId(path[1]) ? path[1] : "";
    }

    private boolean isOld(Finding layer, Duration age) {
        File directory = parts.options().root().resolve(layer.object()).toFile();
        return System.currentTimeMillis() - directory.lastModified() >= age.toMillis();
    }

    /** A container without a record is a leftover; one that is about to be removed has no root file system for moments. */
    private Optional<Finding> damage(String id) {
        Optional<ContainerRecord> record = parts.store().read(id);
        String problem = "";
        if (record.isPresent() && record.get().isDamaged()) {
            problem = "its container.json cannot be read; remove the container";
        } else if (record.isPresent()
                && !record.get().spec().autoRemove()
                && !parts.rootfs().exists(id)) {
            problem = "its root file system is gone; remove the container";
        }
        if (problem.isEmpty() || Leftovers.isBusy(parts.store(), id)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(Kind.DAMAGED, CONTAINERS + id, problem));
    }

    /** Those that are damaged themselves, and those made of an image that is, so that the image can go. */
    private void removeContainers(List<Finding> found, List<Finding> removed) {
        Set<String> broken = new LinkedHashSet<>();
        Set<String> images = new LinkedHashSet<>();
        for (Finding finding : found) {
            String[] path = finding.object().split("/", -1);
            if (finding.kind() == Kind.DAMAGED || finding.kind() == Kind.MISSING) {
                (path[0].equals("images") ? images : broken).add(path[path.length > 1 ? 1 : 0]);
            }
        }
        RemoveOptions options = new RemoveOptions(true, true, OptionalInt.of(0));
        for (String id : parts.store().ids()) {
            Optional<ContainerRecord> record = parts.store().read(id);
            if (record.isPresent()
                    && (broken.contains(id) || images.contains(record.get().imageId()))) {
                new LocalContainer(parts, record.get()).remove(options);
                removed.add(new Finding(Kind.DAMAGED, CONTAINERS + id, "it was damaged, or its image was"));
            }
        }
    }
}
