package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.ContainerView;
import dev.pinisi.image.LayerArchive;
import dev.pinisi.storage.FileTree;
import dev.pinisi.storage.FileTree.Place;
import dev.pinisi.storage.UnpackOptions;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code cp}. */
final class CpCommand implements Command {
    private static final int TAR_BLOCK = 512;
    /** The kernel's own file systems are nothing to be copied. */
    private static final Set<String> KERNELS = Set.of("dev", "proc", "sys");

    @Override
    public Manual manual() {
        return new Manual(
                "Copy files/folders between a container and the local filesystem",
                "Copies files and folders between a container and this host, or between containers, running or not."
                        + " A folder is copied into one that exists, else under the new name; PATH/. stands for what is"
                        + " in a folder. A dash stands for a tar archive on stdin or stdout.",
                "[options] [CONTAINER:]SRC_PATH [CONTAINER:]DEST_PATH",
                List.of(
                        "cp /myapp/app.conf containerID:/myapp/app.conf",
                        "cp containerID:/home/user/. ./saved",
                        "cp - containerID:/tmp < files.tar"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("archive,a", "Chown copied files to the primary uid/gid of the destination container", true)
                .flag("overwrite", "Allow to overwrite directories with non-directories and vice versa")
                .flag("extract", "Accepted for compatibility: an archive on stdin is extracted in any case")
                .flag("pause", "Accepted for compatibility: nothing needs to stand still", true);
    }

    @Override
    public int run(Invocation call) {
        call.expectExactly(2);
        CopyEnd from = CopyEnd.parse(call.words().get(0));
        CopyEnd to = CopyEnd.parse(call.words().get(1));
        if (from.isHost() && to.isHost()) {
            throw new CommandException("one of SRC_PATH and DEST_PATH must be in a container, CONTAINER:PATH");
        }
        try (CopyTrees trees = new CopyTrees(call, from, to)) {
            if (from.isStream()) {
                fromStream(call, trees, to);
            } else {
                copy(call, trees, from, to);
            }
        } catch (IOException e) {
            throw new CommandException("cp: " + Failure.message(e), e);
        }
        return 0;
    }

    /**
     * What is copied.
     *
     * @param contents whether what is in the directory is meant
     */
    private record Source(FileTree tree, Place place, boolean contents) {
        InputStream pack(String name) {
            return tree.pack(place, name, place.components().isEmpty() ? KERNELS : Set.of());
        }
    }

    /**
     * Where it goes.
     *
     * @param directory what is unpacked into
     * @param name of what is copied; empty for the one that it has
     */
    private record Target(FileTree tree, Place directory, String name) {}

    private static void copy(Invocation call, CopyTrees trees, CopyEnd from, CopyEnd to) throws IOException {
        Source source = from.isHost() ? hostSource(trees, from) : containerSource(trees, from);
        if (to.isStream()) {
            try (InputStream tar = source.pack(nameIn(source, ""));
                    OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                tar.transferTo(out);
            }
            return;
        }
        boolean folder = source.place.isDirectory();
        Target target = to.isHost() ? hostTarget(trees, to, folder) : containerTarget(trees, to, folder);
        try (InputStream tar = source.pack(nameIn(source, target.name))) {
            target.tree.unpack(target.directory, tar, options(call, trees, to));
        }
    }

    /** The name in the archive: the one that is asked for, else its own, else, for a folder's contents, none. */
    private static String nameIn(Source source, String asked) {
        if (!asked.isEmpty()) {
            return asked;
        }
        boolean bare = source.contents || source.place.components().isEmpty();
        return bare && source.place.isDirectory() ? "" : source.place.name();
    }

    private static Source containerSource(CopyTrees trees, CopyEnd from) {
        ContainerView view = trees.view(from);
        Optional<Place> place = view.files().find(absolute(view, from.path()));
        if (place.isEmpty() || place.get().status().isEmpty()) {
            throw from.notFound();
        }
        return new Source(view.files(), place.get(), from.isContents());
    }

    private static Source hostSource(CopyTrees trees, CopyEnd from) throws IOException {
        Path path = Path.of(from.path());
        if (!Files.exists(path)) {
            throw from.notFound();
        }
        Path real = path.toRealPath();
        Path parent = real.getParent();
        FileTree tree = trees.host(parent == null ? real : parent);
        String name = parent == null ? "/" : String.valueOf(real.getFileName());
        return new Source(tree, tree.find(name).orElseThrow(from::notFound), from.isContents());
    }

    private static Target containerTarget(CopyTrees trees, CopyEnd to, boolean folder) {
        ContainerView view = trees.view(to);
        Place place = view.files().find(absolute(view, to.path())).orElseThrow(to::notFound);
        if (place.isDirectory()) {
            return new Target(view.files(), place, "");
        }
        requireNewName(to, place.status().isPresent(), folder);
        Place parent = view.files()
                .find(new Place(place.components().subList(0, place.components().size() - 1), Optional.empty())
                        .toString())
                .filter(Place::isDirectory)
                .orElseThrow(to::notFound);
        return new Target(view.files(), parent, place.name());
    }

    private static Target hostTarget(CopyTrees trees, CopyEnd to, boolean folder) throws IOException {
        Path path = Path.of(to.path());
        boolean there = Files.exists(path);
        Path real = there ? path.toRealPath() : path.toAbsolutePath().normalize();
        if (Files.isDirectory(real)) {
            FileTree tree = trees.host(real);
            return new Target(tree, tree.find("/").orElseThrow(), "");
        }
        requireNewName(to, there, folder);
        Path parent = real.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw to.notFound();
        }
        FileTree tree = trees.host(parent);
        return new Target(tree, tree.find("/").orElseThrow(), String.valueOf(real.getFileName()));
    }

    /** A file may replace a file; a new name must not end like a folder's. */
    private static void requireNewName(CopyEnd to, boolean there, boolean folder) {
        if (there && folder) {
            throw new CommandException("destination must be a directory when copying a directory");
        }
        if (!there && to.path().endsWith("/")) {
            throw to.notFound();
        }
    }

    private static String absolute(ContainerView view, String path) {
        return path.startsWith("/") ? path : view.workdir() + "/" + path;
    }

    private static UnpackOptions options(Invocation call, CopyTrees trees, CopyEnd to) {
        boolean overwrite = call.flag("overwrite");
        if (to.isHost()) {
            return new UnpackOptions(Optional.of(CopyTrees.self()), overwrite, false);
        }
        return new UnpackOptions(
                call.flag("archive") ? Optional.of(trees.view(to).user()) : Optional.empty(), overwrite, true);
    }

    private static void fromStream(Invocation call, CopyTrees trees, CopyEnd to) throws IOException {
        ContainerView view = trees.view(to);
        Optional<Place> place = view.files().find(absolute(view, to.path()));
        if (place.isEmpty() || !place.get().isDirectory()) {
            throw new CommandException("destination must be a directory when copying from stdin");
        }
        InputStream input = new FileInputStream(FileDescriptor.in);
        try (PushbackInputStream tar = new PushbackInputStream(LayerArchive.open(input), TAR_BLOCK)) {
            byte[] first = tar.readNBytes(TAR_BLOCK);
            if (first.length < TAR_BLOCK) {
                throw new CommandException("source must be a (compressed) tar archive when copying from stdin");
            }
            tar.unread(first);
            view.files().unpack(place.get(), tar, options(call, trees, to));
        }
    }
}
