package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.HistoryStep;
import dev.pinisi.engine.ImageFilter;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.ImageLayer;
import dev.pinisi.engine.Images;
import dev.pinisi.engine.ImportSpec;
import dev.pinisi.engine.MountedImage;
import dev.pinisi.engine.PullListener;
import dev.pinisi.engine.PullOptions;
import dev.pinisi.engine.RemoveOptions;
import dev.pinisi.engine.RemovedImage;
import dev.pinisi.image.CopyOptions;
import dev.pinisi.image.ImageArchive;
import dev.pinisi.image.ImageCopier;
import dev.pinisi.image.ImageExport;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.ProgressListener;
import dev.pinisi.image.TrustPolicy;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.Json;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.ImageStore;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.RootFilesystem.Change;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StoredImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The images of the store on this host. */
final class LocalImages implements Images {
    private final Parts parts;
    private final LazyStore store;

    LocalImages(Parts parts, LazyStore store) {
        this.parts = parts;
        this.store = store;
    }

    static EngineException missing(String name) {
        return new EngineException(
                EngineException.Kind.NO_SUCH_IMAGE, name, name + ": image not known; pull or load it first");
    }

    @Override
    public ImageInfo pull(String reference, PullOptions options, PullListener progress) {
        return info(new ImagePuller(store.get().images(), temporary()).pull(reference, options, progress), -1);
    }

    @Override
    public List<String> load(Path archive, String signaturePolicy, ProgressListener progress) {
        TrustPolicy policy = ImagePuller.signaturePolicy(signaturePolicy);
        List<String> loaded = new ArrayList<>();
        try (ImageArchive images = ImageArchive.open(archive, temporary())) {
            for (ImageSource source : images.images()) {
                loaded.addAll(load(source, policy, progress));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + archive + ": " + e.getMessage(), e);
        }
        return loaded;
    }

    private List<String> load(ImageSource source, TrustPolicy policy, ProgressListener progress) {
        CopyOptions options = CopyOptions.defaults()
                .withNames(source.names())
                .withListener(progress)
                .withCheck(policy);
        try (ImageDestination destination = store.get().images().newDestination()) {
            Digest id = ImageCopier.copy(source, destination, options);
            return source.names().isEmpty() ? List.of(id.toString()) : source.names();
        }
    }

    /** Where archives are put down meanwhile: not /tmp, which may be small. */
    private Path temporary() {
        Path directory = parts.options().root().resolve("tmp");
        AtomicFiles.makeDirectories(directory);
        return directory;
    }

    @Override
    public void save(List<String> names, String format, OutputStream out) {
        ImageExport.Format form = ImageExport.Format.of(format);
        withSources(names, sources -> ImageExport.write(sources, form, out, temporary()));
    }

    @Override
    public void save(List<String> names, String format, Path place) {
        ImageExport.Format form = ImageExport.Format.of(format);
        withSources(names, sources -> ImageExport.write(sources, form, place, temporary()));
    }

    private void withSources(List<String> names, Consumer<List<ImageSource>> write) {
        List<ImageSource> sources = new ArrayList<>();
        try {
            for (String name : names) {
                sources.add(source(name));
            }
            write.accept(sources);
        } finally {
            for (ImageSource source : sources) {
                closeQuietly(source);
            }
        }
    }

    /** Of its names the image takes along the one by which it was asked for. */
    private ImageSource source(String name) {
        StoredImage image = get(name);
        return store.get().images().newSource(image, isId(image, name) ? List.of() : List.of(fullName(image, name)));
    }

    private static boolean isId(StoredImage image, String word) {
        return image.id().hex().startsWith(word) || image.id().toString().startsWith(word);
    }

    /** What was read from it has been written by now. */
    private static void closeQuietly(ImageSource source) {
        try {
            source.close();
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void tag(String image, String newName) {
        store.get().images().tag(get(image).id(), newName);
    }

    @Override
    public void untag(String image, List<String> names) {
        StoredImage found = get(image);
        for (String name : names.isEmpty() ? found.names() : names) {
            if (!store.get().images().untag(fullName(found, name))) {
                throw new EngineException(
                        EngineException.Kind.NO_SUCH_IMAGE, name, name + ": tag not known; images lists them");
            }
        }
    }

    /** Of an image's names the one that was meant. */
    private static String fullName(StoredImage image, String name) {
        return ImageNames.asked(image, name)
                .orElseGet(() -> ImageReference.parse(name).orLatest().toString());
    }

    @Override
    public RemovedImage remove(String name, boolean force) {
        StoredImage image = get(name);
        boolean byId = isId(image, name);
        if (!byId && image.names().size() > 1 && !force) {
            String full = fullName(image, name);
            store.get().images().untag(full);
            return new RemovedImage(List.of(full), List.of(), 0);
        }
        if (byId && image.names().size() > 1 && !force) {
            throw new EngineException(
                    EngineException.Kind.IMAGE_IN_USE,
                    name,
                    "unable to delete image \"" + image.id().hex() + "\" by ID with more than one tag ("
                            + String.join(", ", image.names()) + "): use -f, or remove by name");
        }
        // what cannot be removed costs no containers
        if (force && !image.isReadOnly()) {
            removeContainers(image);
        }
        return removeWhole(image);
    }

    @Override
    public RemovedImage removeUnused(String image) {
        return removeWhole(get(image));
    }

    private void removeContainers(StoredImage image) {
        RemoveOptions options = new RemoveOptions(true, true, OptionalInt.of(0));
        for (String id : parts.store().ids()) {
            Optional<ContainerRecord> record = parts.store().read(id);
            if (record.isPresent() && record.get().imageId().equals(image.id().hex())) {
                new LocalContainer(parts, record.get()).remove(options);
            }
        }
    }

    private RemovedImage removeWhole(StoredImage image) {
        try {
            Map<Digest, Long> sizes = layerSizes(image);
            dev.pinisi.storage.RemovedImage removed = store.get().images().remove(image.id());
            long bytes = 0;
            for (Digest layer : removed.layers()) {
                bytes += sizes.getOrDefault(layer, 0L);
            }
            return new RemovedImage(removed.names(), List.of(removed.id().hex()), bytes);
        } catch (StorageException e) {
            throw switch (e.kind()) {
                case IN_USE -> inUse(image, e);
                // somebody else has removed it meanwhile
                case NOT_FOUND -> missing(image.id().hex());
                default -> e;
            };
        }
    }

    private static EngineException inUse(StoredImage image, StorageException e) {
        // without a container it is mounted, which the store says
        String message = e.users().isEmpty()
                ? e.getMessage()
                : "image used by " + e.users().getFirst()
                        + ": image is in use by a container: consider removing the container with rm, or use -f";
        return new EngineException(EngineException.Kind.IMAGE_IN_USE, image.id().hex(), String.valueOf(message), e);
    }

    private Map<Digest, Long> layerSizes(StoredImage image) {
        Map<Digest, Long> sizes = new HashMap<>();
        for (Digest layer : image.layers()) {
            Optional<LayerInfo> info = store.get().layers().find(layer);
            if (info.isPresent()) {
                sizes.put(layer, info.get().contentSize());
            }
        }
        return sizes;
    }

    @Override
    public Optional<ImageInfo> find(String nameOrId) {
        Optional<StoredImage> image = store.get().images().resolve(nameOrId);
        return image.isPresent() ? Optional.of(info(image.get(), -1)) : Optional.empty();
    }

    private StoredImage get(String nameOrId) {
        Optional<StoredImage> image = store.get().images().resolve(nameOrId);
        if (image.isEmpty()) {
            throw missing(nameOrId);
        }
        return image.get();
    }

    @Override
    public List<ImageInfo> list(ImageFilter filter) {
        ImageStore images = store.get().images();
        Map<String, Integer> users = filter.countsContainers() ? users() : Map.of();
        List<ImageInfo> all = new ArrayList<>();
        for (StoredImage image : images.list()) {
            all.add(info(
                    image,
                    filter.countsContainers() ? users.getOrDefault(image.id().hex(), 0) : -1));
        }
        return filter.terms().isEmpty() ? all : new ImageMatcher(filter, all, this::get).matches();
    }

    @Override
    public Json.Obj inspect(String nameOrId) {
        return ImageInspector.inspect(
                get(nameOrId), parts, store.get().rootFilesystems().driver());
    }

    @Override
    public String importFiles(InputStream archive, ImportSpec spec) {
        return new ImageImporter(store.get(), spec).make(archive);
    }

    @Override
    public List<HistoryStep> history(String nameOrId) {
        return ImageHistory.of(get(nameOrId), store.get());
    }

    @Override
    public Optional<ImageLayer> layers(String nameOrId, boolean whatRequires) {
        return LayerTree.of(get(nameOrId), store.get(), whatRequires);
    }

    @Override
    public List<Change> changes(String nameOrId) {
        return store.get().images().changes(get(nameOrId));
    }

    @Override
    public MountedImage mount(String nameOrId) {
        StoredImage image = get(nameOrId);
        return new MountedImage(info(image, -1), store.get().imageMounts().mount(image.id()));
    }

    @Override
    public String unmount(String nameOrId, boolean force) {
        StoredImage image = get(nameOrId);
        store.get().imageMounts().unmount(image.id(), force);
        return image.id().hex();
    }

    @Override
    public List<MountedImage> mounted() {
        List<MountedImage> mounted = new ArrayList<>();
        for (Map.Entry<Digest, Path> mount : store.get().imageMounts().list().entrySet()) {
            Optional<StoredImage> image = store.get().images().find(mount.getKey());
            if (image.isPresent()) {
                mounted.add(new MountedImage(info(image.get(), -1), mount.getValue()));
            }
        }
        return mounted;
    }

    /** How many containers are made of each image, by its id. */
    private Map<String, Integer> users() {
        Map<String, Integer> users = new HashMap<>();
        for (String id : parts.store().ids()) {
            Optional<ContainerRecord> record = parts.store().read(id);
            if (record.isPresent()) {
                users.merge(record.get().imageId(), 1, Integer::sum);
            }
        }
        return users;
    }

    private static ImageInfo info(StoredImage image, int containers) {
        return new ImageInfo(
                image.id().hex(),
                image.names(),
                image.digest().toString(),
                Times.created(image.created()),
                image.size(),
                new LazyLabels(image),
                containers,
                image.isReadOnly());
    }
}
