package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryTree;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.storage.ChangeVisitor;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.RootFilesystem.Change;
import dev.pinisi.storage.internal.tar.DiffArchive;
import dev.pinisi.storage.spi.Driver;
import dev.pinisi.storage.spi.Driver.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A container's root file system beside its image. */
final class Comparison {
    private final RootFilesystem root;
    private final Driver driver;
    private final Driver.Parts parts;
    private final Optional<Path> imageRoot;

    /**
     * @param imageRoot a directory with the attributes of the image's root directory
     */
    Comparison(RootFilesystem root, Driver driver, Driver.Parts parts, Optional<Path> imageRoot) {
        this.root = root;
        this.driver = driver;
        this.parts = parts;
        this.imageRoot = imageRoot;
    }

    /** Bytes on disk of what is new or changed. */
    long size() {
        if (driver.content(parts) instanceof Content.Changes changes) {
            try (Directory upper = Directory.open(changes.upper())) {
                return DirectoryTree.diskUsage(upper);
            } catch (LinuxException e) {
                throw Failures.linux("measure", changes.upper(), e);
            }
        }
        ChangeSize size = new ChangeSize();
        collect(size);
        return size.bytes();
    }

    List<Change> list() {
        ChangeList list = new ChangeList();
        collect(list);
        return list.sorted();
    }

    private void collect(ChangeVisitor visitor) {
        try {
            visit(visitor);
        } catch (IOException e) {
            throw Failures.io("compare with its image", root.path(), e);
        }
    }

    void visit(ChangeVisitor visitor) throws IOException {
        try {
            switch (driver.content(parts)) {
                case Content.Changes changes ->
                    UpperChanges.visit(changes.upper(), parts.layers(), parts.mappings(), visitor);
                case Content.Whole whole -> compare(whole.tree(), visitor);
                case Content.Mounted _ -> compareMounted(visitor);
            }
        } catch (LinuxException e) {
            throw Failures.linux(
                    "compare with its image the root file system of container " + root.containerId(), root.path(), e);
        }
    }

    private void compare(Path tree, ChangeVisitor visitor) throws IOException {
        // what was never mounted has no tree yet
        if (Files.isDirectory(tree)) {
            TreeChanges.visit(tree, parts.layers(), parts.mappings(), visitor);
        }
    }

    private void compareMounted(ChangeVisitor visitor) throws IOException {
        boolean mounted = root.isMounted();
        Path tree = root.mount();
        try {
            compare(tree, visitor);
        } finally {
            if (!mounted) {
                root.unmount();
            }
        }
    }

    InputStream openDiff() {
        return new ProducedStream("diff of " + root.containerId(), this::writeDiff);
    }

    private void writeDiff(OutputStream out) throws IOException {
        DiffArchive archive = new DiffArchive(out);
        Path self = self();
        if (definesRoot(self)) {
            try (Directory directory = Directory.open(self)) {
                archive.root(directory, parts.mappings());
            }
        }
        visit(archive);
        archive.finish();
    }

    /** Whether the root directory has another owner or mode than the image's. */
    private boolean definesRoot(Path self) {
        return imageRoot.isEmpty() || !RootAttributes.areSame(imageRoot.get(), self, parts.mappings());
    }

    /** A directory with the attributes of the root directory. */
    private Path self() {
        if (driver.content(parts) instanceof Content.Whole whole && Files.isDirectory(whole.tree())) {
            return whole.tree();
        }
        return parts.upper();
    }
}
