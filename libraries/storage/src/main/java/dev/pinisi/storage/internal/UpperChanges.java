package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.storage.ChangeVisitor;
import dev.pinisi.storage.RootFilesystem.Change.Kind;
import dev.pinisi.storage.internal.tar.Whiteouts;
import dev.pinisi.storage.spi.Driver.Content;
import dev.pinisi.storage.spi.Driver.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an overlay's upper directory changes of the layers below it. */
final class UpperChanges {
    private final ChangeVisitor visitor;
    private final IdMappings mappings;

    private UpperChanges(ChangeVisitor visitor, IdMappings mappings) {
        this.visitor = visitor;
        this.mappings = mappings;
    }

    /**
     * @param layers the trees, the topmost first
     */
    static void visit(Path upper, List<Path> layers, IdMappings mappings, ChangeVisitor visitor) throws IOException {
        try (Directory top = Directory.open(upper);
                LowerDirectory below = LowerDirectory.root(layers)) {
            new UpperChanges(visitor, mappings).walk(top, below, false, new byte[0]);
        }
    }

    /**
     * The upper directory itself, if it can be read file by file: not where directories were renamed with
     * {@code redirect_dir}, or files have only their attributes in it by {@code metacopy}; nor where a program mounts,
     * for fuse-overlayfs marks deletions in ways of its own where it may not make devices.
     */
    static Content content(Parts parts) {
        if (parts.option(OverlayDriver.PROGRAM).isPresent()) {
            return new Content.Mounted();
        }
        try (Directory top = Directory.open(parts.upper())) {
            return isPlain(top) ? new Content.Changes(parts.upper()) : new Content.Mounted();
        }
    }

    private static boolean isPlain(Directory directory) {
        for (DirectoryEntry entry : directory.list()) {
            if (Whiteouts.refersToOthers(directory, entry.name())) {
                return false;
            }
            if (entry.isDirectory()) {
                try (Directory child = directory.openDirectory(entry.name())) {
                    if (!isPlain(child)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /**
     * @param covers whether all that is below in the image is hidden, unless the upper directory has it too
     */
    private void walk(Directory upper, LowerDirectory below, boolean covers, byte[] path) throws IOException {
        for (Name name : MergedNames.of(upper, covers ? below : LowerDirectory.none())) {
            Optional<FileStatus> status = upper.status(name.bytes());
            byte[] child = MergedNames.child(path, name);
            if (status.isEmpty() || Whiteouts.isWhiteout(status.get())) {
                if (below.find(name.bytes()).isPresent()) {
                    visitor.deleted(child);
                }
                continue;
            }
            boolean old = below.find(name.bytes()).isPresent();
            visitor.present(
                    old ? Kind.CHANGED : Kind.ADDED, child, upper, name.bytes(), mappings.inContainer(status.get()));
            if (status.get().isDirectory()) {
                try (Directory deeper = upper.openDirectory(name.bytes());
                        LowerDirectory deeperBelow = below.open(name.bytes())) {
                    walk(deeper, deeperBelow, covers || Whiteouts.isOpaque(upper, name.bytes()), child);
                }
            }
        }
    }
}
