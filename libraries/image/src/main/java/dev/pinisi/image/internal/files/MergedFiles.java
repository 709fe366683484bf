package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The root file system that layers make together, put together from the top down (image-spec, layer.md). */
public final class MergedFiles {
    private final TreeMap<String, ImageFile> files = new TreeMap<>();
    /** Paths that upper layers removed with all that is in them. */
    private final Set<String> removed = new HashSet<>();
    /** Directories of which nothing of lower layers is seen. */
    private final Set<String> opaque = new HashSet<>();

    /** Nothing yet. */
    public MergedFiles() {}

    /** Puts a layer below all that were added before. */
    public void addBelow(List<ImageFile> layer) {
        Map<String, ImageFile> own = new HashMap<>();
        Set<String> removedHere = new HashSet<>();
        Set<String> opaqueHere = new HashSet<>();
        for (ImageFile file : layer) {
            String name = file.name();
            if (name.equals(Paths.OPAQUE)) {
                opaqueHere.add(file.parent());
            } else if (name.startsWith(Paths.WHITEOUT)) {
                removedHere.add(Paths.child(file.parent(), name.substring(Paths.WHITEOUT.length())));
            } else if (!file.path().isEmpty() && isSeen(file.path())) {
                own.put(file.path(), file);
            }
        }
        for (ImageFile file : own.values()) {
            files.put(file.path(), file);
            if (file.type() != ImageFile.Type.DIRECTORY) {
                // whatever lower layers have in a directory of this name
                removedHere.add(file.path());
            }
        }
        removed.addAll(removedHere);
        opaque.addAll(opaqueHere);
    }

    /** All files by path. */
    public NavigableMap<String, ImageFile> files() {
        return files;
    }

    private boolean isSeen(String path) {
        if (files.containsKey(path) || removed.contains(path)) {
            return false;
        }
        for (String directory = path; !directory.isEmpty(); ) {
            directory = Paths.parent(directory);
            if (opaque.contains(directory) || removed.contains(directory)) {
                return false;
            }
        }
        return true;
    }
}
