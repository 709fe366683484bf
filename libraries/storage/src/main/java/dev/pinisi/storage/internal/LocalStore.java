package dev.pinisi.storage.internal;

import dev.pinisi.storage.Finding;
import dev.pinisi.storage.ImageMounts;
import dev.pinisi.storage.ImageStore;
import dev.pinisi.storage.LayerStore;
import dev.pinisi.storage.RootFilesystems;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoreOptions;
import dev.pinisi.storage.StoreUsage;
import dev.pinisi.storage.Workspace;
import java.util.List;

/** A store on this host's files. */
public final class LocalStore implements Store {
    private final Layout layout;
    private final Staging staging;
    private final Layers layers;
    private final Images images;
    private final Containers containers;
    private final Checker checker;
    private final ObjectLocks locks;
    private final Repairer repairer;

    private LocalStore(StoreOptions options, Layout layout) {
        this.layout = layout;
        this.locks = new ObjectLocks(layout.locks());
        this.staging = new Staging(layout.staging());
        References references = new References(layout);
        Collector collector = new Collector(layout, locks, staging, references);
        this.layers = new Layers(layout);
        this.images = new Images(layout, locks, staging, collector, layers, options.limits());
        Drivers drivers = new Drivers(layout, locks, staging, options);
        this.containers = new Containers(layout, locks, staging, collector, layers, drivers);
        this.checker = new Checker(layout, staging, references, layers, images);
        this.repairer = new Repairer(layout, locks, staging, collector, checker, images);
    }

    /** Opens the store, making it if there is none. */
    public static Store open(StoreOptions options) {
        Layout layout = new Layout(
                options.root().toAbsolutePath().normalize(),
                options.runRoot().toAbsolutePath().normalize(),
                mayHaveAdditional(options) ? AdditionalStores.of(options) : List.of());
        StoreVersion.require(layout);
        return new LocalStore(options, layout);
    }

    /** Most have none, and need not load what looks for them. */
    private static boolean mayHaveAdditional(StoreOptions options) {
        boolean may = !options.driverOptions().isEmpty();
        for (int i = 0; !may && i < options.settings().size(); i++) {
            may = options.settings().get(i).toFile().exists();
        }
        return may;
    }

    @Override
    public LayerStore layers() {
        return layers;
    }

    @Override
    public ImageStore images() {
        return images;
    }

    @Override
    public RootFilesystems rootFilesystems() {
        return containers;
    }

    @Override
    public ImageMounts imageMounts() {
        return new ImageMounting(layout, locks, images, containers);
    }

    @Override
    public Workspace workspace() {
        return new ClaimedWorkspace(staging.begin());
    }

    @Override
    public StoreUsage usage() {
        return new Measurement(layout).take();
    }

    @Override
    public List<Finding> check(boolean contents) {
        return checker.check(contents);
    }

    @Override
    public List<Finding> repair(List<Finding> found) {
        return repairer.repair(found);
    }
}
