package dev.pinisi.engine.internal;

import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.Containers;
import dev.pinisi.engine.EngineException;
import dev.pinisi.linux.FileLock;
import dev.pinisi.storage.StoredImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The containers of the store on this host. */
final class LocalContainers implements Containers {
    private static final int NAME_ATTEMPTS = 100;
    private static final int SHORT = 50;

    private final Parts parts;
    private final LazyStore images;

    LocalContainers(Parts parts, LazyStore images) {
        this.parts = parts;
        this.images = images;
    }

    @Override
    public Container create(ContainerSpec spec) {
        return create(spec, false);
    }

    @Override
    public Container createToStart(ContainerSpec spec) {
        return create(spec, true);
    }

    private Container create(ContainerSpec spec, boolean toStart) {
        StoredImage image =
                images.get().images().resolve(spec.image()).orElseThrow(() -> LocalImages.missing(spec.image()));
        ContainerSpec resolved = ImageDefaults.apply(spec, image.defaults());
        SpecCheck.check(resolved);
        String id = Ids.id();
        String name = spec.name().orElse("");
        if (!name.isEmpty() && !Names.isValid(name)) {
            throw Invalid.option("--name", name, "must match [a-zA-Z0-9][a-zA-Z0-9_.-]*");
        }
        for (int attempt = 1; true; attempt++) {
            String candidate = name.isEmpty() ? Ids.name() : name;
            try {
                return create(record(id, candidate, image, resolved), toStart);
            } catch (EngineException taken) {
                // a name that was asked for may be held by what a killed process left
                int attempts = name.isEmpty() ? NAME_ATTEMPTS : 2;
                if (taken.kind() != EngineException.Kind.NAME_IN_USE || attempt == attempts) {
                    throw taken;
                }
                if (!name.isEmpty()) {
                    new Sweeper(parts).sweepQuietly();
                }
            }
        }
    }

    private ContainerRecord record(String id, String name, StoredImage image, ContainerSpec spec) {
        return new ContainerRecord(
                id,
                name,
                Instant.now(),
                image.id().hex(),
                imageName(image, spec.image()),
                image.digest().toString(),
                parts.options().runtime(),
                spec);
    }

    /** The image's name that was meant, in full. */
    private static String imageName(StoredImage image, String asked) {
        Optional<String> meant = ImageNames.asked(image, asked);
        if (meant.isPresent()) {
            return meant.get();
        }
        return image.names().isEmpty() ? image.id().hex() : image.names().getFirst();
    }

    @SuppressWarnings("try") // held, not used
    private Container create(ContainerRecord record, boolean toStart) {
        ContainerFiles files = parts.store().files(record.id());
        try (FileLock held = parts.store().claim(record.id(), record.name())) {
            Optional<FileLock> attended = Optional.empty();
            try {
                parts.rootfs()
                        .create(
                                record.id(),
                                record.imageId(),
                                record.spec().autoRemove(),
                                record.spec().resources().rootfsSize().orElse(0));
                attended = toStart ? Optional.of(Starter.attendNew(files)) : Optional.empty();
                parts.store().commit(record);
                return new LocalContainer(parts, record, attended);
            } catch (RuntimeException | Error e) {
                parts.rootfs().delete(record.id());
                AtomicFiles.deleteTree(files.bundle());
                parts.store().remove(record.id(), record.name());
                if (attended.isPresent()) {
                    attended.get().close();
                }
                throw e;
            }
        }
    }

    @Override
    public Optional<Container> find(String nameOrId) {
        Optional<String> id = parts.store().resolve(nameOrId);
        Optional<ContainerRecord> record = id.isPresent() ? parts.store().read(id.get()) : Optional.empty();
        return record.isPresent() ? Optional.of(new LocalContainer(parts, record.get())) : Optional.empty();
    }

    @Override
    public Container get(String nameOrId) {
        Optional<Container> container = find(nameOrId);
        if (container.isEmpty()) {
            throw noSuchContainer(nameOrId);
        }
        return container.get();
    }

    static EngineException noSuchContainer(String nameOrId) {
        return new EngineException(
                EngineException.Kind.NO_SUCH_CONTAINER,
                nameOrId,
                "no container with name or ID \"" + nameOrId + "\" found: no such container");
    }

    @Override
    public List<ContainerInfo> list(ContainerFilter filter) {
        List<ContainerInfo> all = new ArrayList<>();
        for (String id : parts.store().ids()) {
            Optional<ContainerRecord> record = parts.store().read(id);
            if (record.isPresent()) {
                ContainerFiles files = parts.store().files(id);
                ContainerStatus status = parts.status(files);
                if (!Sweeper.isAbandoned(files, record.get(), status)) {
                    all.add(InfoMaker.info(record.get(), status));
                }
            }
        }
        sortNewestFirst(all);
        return filter.terms().isEmpty() ? all : new ContainerMatcher(filter, all).matches();
    }

    /** A short list by insertion: a comparator would load more classes than that is worth. */
    private static void sortNewestFirst(List<ContainerInfo> all) {
        if (all.size() > SHORT) {
            all.sort(new NewestFirst());
            return;
        }
        for (int i = 1; i < all.size(); i++) {
            ContainerInfo moved = all.get(i);
            int to = i;
            while (to > 0 && all.get(to - 1).created().isBefore(moved.created())) {
                all.set(to, all.get(to - 1));
                to--;
            }
            all.set(to, moved);
        }
    }

    private static final class NewestFirst implements Comparator<ContainerInfo> {
        @Override
        public int compare(ContainerInfo a, ContainerInfo b) {
            return b.created().compareTo(a.created());
        }
    }
}
