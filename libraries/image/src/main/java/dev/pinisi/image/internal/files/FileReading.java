package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** Reads one file of an image: layer by layer from the top, until one has it or takes it away. */
public final class FileReading {
    /** As many symbolic links as Linux follows. */
    private static final int MOST_LINKS = 40;

    private final List<LayerFiles> layers;
    private final String asked;
    private String path;
    private int top;
    private int links;

    public FileReading(List<LayerFiles> layers, String asked) {
        this.layers = layers;
        this.asked = asked;
        this.path = Paths.normalised(asked);
        this.top = layers.size() - 1;
    }

    /** Writes its content. */
    public void run(OutputStream out) throws IOException {
        int layer = top;
        while (layer >= 0) {
            LayerFiles files = layers.get(layer);
            if (files.known().isEmpty() && files.find(path, out)) {
                return;
            }
            Lookup found = Lookup.in(files.all(), path);
            switch (found) {
                case Lookup.Lower below -> layer--;
                case Lookup.Gone gone -> throw missing(asked);
                case Lookup.Elsewhere elsewhere -> {
                    follow(elsewhere.path());
                    layer = top;
                }
                case Lookup.Here here -> {
                    Optional<ImageFile> file = content(here.file());
                    if (file.isPresent()) {
                        files.read(file.get(), out);
                        return;
                    }
                    // a hard link is to what its own layer or a lower one has
                    layer = top = here.file().layer();
                }
            }
        }
        throw missing(asked);
    }

    private Optional<ImageFile> content(ImageFile file) {
        if (file.type() == ImageFile.Type.HARD_LINK) {
            follow(file.link());
            return Optional.empty();
        }
        if (file.type() != ImageFile.Type.FILE) {
            String what = file.type() == ImageFile.Type.DIRECTORY ? "is a directory" : "is no regular file";
            throw new ImageException(Kind.INVALID, asked + ": " + what);
        }
        return Optional.of(file);
    }

    private void follow(String target) {
        if (++links > MOST_LINKS) {
            throw new ImageException(Kind.INVALID, asked + ": more than " + MOST_LINKS + " links");
        }
        path = target;
    }

    /** What is at a path of a root file system; links on the way and at its end are followed. */
    public static List<ImageFile> list(NavigableMap<String, ImageFile> files, String asked, boolean recursive) {
        String path = resolve(files, asked);
        ImageFile exact = files.get(path);
        if (exact != null && exact.type() != ImageFile.Type.DIRECTORY) {
            return List.of(exact);
        }
        String before = path.isEmpty() ? "" : path + "/";
        List<ImageFile> found = new ArrayList<>();
        for (ImageFile file : files.tailMap(before, false).values()) {
            if (!file.path().startsWith(before)) {
                break;
            }
            if (recursive || file.parent().equals(path)) {
                found.add(file);
            }
        }
        if (found.isEmpty() && exact == null && !path.isEmpty()) {
            throw missing(asked);
        }
        return found;
    }

    private static String resolve(NavigableMap<String, ImageFile> files, String asked) {
        String path = Paths.normalised(asked);
        for (int links = 0; links <= MOST_LINKS; links++) {
            Optional<String> target = firstLink(files, path);
            if (target.isEmpty()) {
                return path;
            }
            path = target.get();
        }
        throw new ImageException(Kind.INVALID, asked + ": more than " + MOST_LINKS + " links");
    }

    /** Where the first symbolic link on the path leads. */
    private static Optional<String> firstLink(NavigableMap<String, ImageFile> files, String path) {
        int end = 0;
        while (end >= 0 && end < path.length()) {
            int slash = path.indexOf('/', end);
            int to = slash < 0 ? path.length() : slash;
            ImageFile part = files.get(path.substring(0, to));
            if (part != null && part.type() == ImageFile.Type.SYMLINK) {
                String rest = path.substring(Math.min(path.length(), to + 1));
                String target = Paths.target(part.path(), part.link());
                return Optional.of(rest.isEmpty() ? target : Paths.child(target, rest));
            }
            end = to + 1;
        }
        return Optional.empty();
    }

    private static ImageException missing(String path) {
        return new ImageException(Kind.NOT_FOUND, path + ": no such file or directory in the image");
    }
}
