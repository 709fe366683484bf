package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.storage.internal.tar.ImpliedDirectories;
import dev.pinisi.storage.internal.tar.Whiteouts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives an image's directories the attributes that they would have if its layers were unpacked one over the other. A
 * layer may hold {@code usr/bin/x} without an entry for {@code usr}; in overlayfs its {@code usr} covers the one below,
 * with attributes of nobody's choice. So an image with such layers gets one more layer on top, made of nothing but
 * these directories with their right attributes.
 */
final class DirectoryMerge {
    private static final byte[] SELF = {'.'};

    private final List<Path> trees;
    private final List<Set<String>> implied = new ArrayList<>();

    /**
     * @param layers directories of layers, the topmost first
     */
    DirectoryMerge(List<Path> layers) {
        this.trees = layers.stream().map(layer -> layer.resolve("tree")).toList();
        for (Path layer : layers) {
            implied.add(ImpliedDirectories.read(layer));
        }
    }

    /** Makes the additional layer's tree; false if none is needed. */
    boolean make(Path top) {
        NavigableMap<String, Integer> sources = sources();
        if (sources.isEmpty()) {
            return false;
        }
        SmallFiles.makeDirectories(top);
        try (Directory target = Directory.open(top)) {
            for (String path : sources.keySet()) {
                makeDirectory(target, path);
            }
            // children first, for making them changed their parents' times
            for (Map.Entry<String, Integer> source : sources.descendingMap().entrySet()) {
                copyAttributes(trees.get(source.getValue()), target, source.getKey());
            }
        }
        return true;
    }

    /** Which layer tells the attributes of each directory that must be made. */
    private NavigableMap<String, Integer> sources() {
        Set<String> all = new TreeSet<>();
        implied.forEach(all::addAll);
        NavigableMap<String, Integer> sources = new TreeMap<>();
        for (String path : all) {
            Optional<Integer> source = telling(path);
            if (source.isPresent()) {
                sources.put(path, source.get());
                addParents(path, sources);
            }
        }
        return sources;
    }

    private void addParents(String path, Map<String, Integer> sources) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String parent = path.substring(0, slash);
            if (!sources.containsKey(parent)) {
                List<Integer> visible = visible(parent);
                sources.put(parent, visible.get(first(parent, visible)));
            }
        }
    }

    /** The layer below that has an entry for a directory which is only implied by the topmost one. */
    private Optional<Integer> telling(String path) {
        List<Integer> visible = visible(path);
        int first = first(path, visible);
        boolean covered =
                !visible.isEmpty() && first > 0 && implied.get(visible.get(0)).contains(path);
        return covered ? Optional.of(visible.get(first)) : Optional.empty();
    }

    /** The first of the layers that has an entry; the topmost if none has. */
    private int first(String path, List<Integer> visible) {
        for (int i = 0; i < visible.size(); i++) {
            if (!implied.get(visible.get(i)).contains(path)) {
                return i;
            }
        }
        return 0;
    }

    /** The layers whose directories of that path make up the merged one, the topmost first. */
    private List<Integer> visible(String path) {
        List<Integer> visible = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            Presence presence = presence(trees.get(i), path);
            if (presence == Presence.MERGES || presence == Presence.COVERS) {
                visible.add(i);
            }
            if (presence == Presence.COVERS || presence == Presence.HIDES) {
                break;
            }
        }
        return visible;
    }

    /** What a layer does to a directory of the layers below. */
    private enum Presence {
        NOTHING,
        MERGES,
        COVERS,
        HIDES
    }

    private static Presence presence(Path tree, String path) {
        boolean opaque = false;
        List<Directory> open = new ArrayList<>();
        try {
            open.add(Directory.open(tree));
            for (String component : path.split("/", -1)) {
                Directory parent = open.getLast();
                byte[] name = bytes(component);
                Optional<FileStatus> status = parent.status(name);
                if (status.isEmpty()) {
                    return opaque ? Presence.HIDES : Presence.NOTHING;
                }
                if (!status.get().isDirectory()) {
                    return Presence.HIDES;
                }
                opaque = opaque || Whiteouts.isOpaque(parent, name);
                open.add(parent.openDirectory(name));
            }
            return opaque ? Presence.COVERS : Presence.MERGES;
        } finally {
            open.forEach(Directory::close);
        }
    }

    private static void makeDirectory(Directory root, String path) {
        int slash = path.lastIndexOf('/');
        try (Directory parent = root.openBeneath(bytes(slash < 0 ? "." : path.substring(0, slash)))) {
            parent.makeDirectory(bytes(path.substring(slash + 1)), 0700);
        }
    }

    private static void copyAttributes(Path tree, Directory top, String path) {
        try (Directory root = Directory.open(tree);
                Directory source = root.openBeneath(bytes(path));
                Directory target = top.openBeneath(bytes(path))) {
            FileStatus status = source.status(SELF).orElseThrow();
            target.setOwner(SELF, status.uid(), status.gid());
            for (byte[] key : source.xattrs(SELF)) {
                if (!Whiteouts.isOverlayKey(key)) {
                    source.xattr(SELF, key).ifPresent(value -> target.setXattr(SELF, key, value));
                }
            }
            target.setMode(SELF, status.mode() & 07777);
            target.setTime(SELF, status.seconds(), status.nanoseconds());
        }
    }

    private static byte[] bytes(String path) {
        return path.getBytes(StandardCharsets.ISO_8859_1);
    }
}
