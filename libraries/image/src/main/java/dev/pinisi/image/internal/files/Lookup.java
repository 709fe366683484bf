package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageFile;
import java.util.List;

/** What one layer says of a path. */
sealed interface Lookup {
    /** The entry is here. */
    record Here(ImageFile file) implements Lookup {}

    /** A symbolic link stands at the path or on the way to it: this path is meant. */
    record Elsewhere(String path) implements Lookup {}

    /** The layer deletes it, or puts something else in its way. */
    record Gone() implements Lookup {}

    /** The layer says nothing; a lower one may. */
    record Lower() implements Lookup {}

    /** Looks the path up. An entry counts before a whiteout, which is about lower layers only. */
    static Lookup in(List<ImageFile> layer, String path) {
        boolean gone = false;
        Lookup found = new Lower();
        for (ImageFile file : layer) {
            if (file.path().equals(path)) {
                found = here(file);
            } else if (file.type() == ImageFile.Type.SYMLINK && Paths.isWithin(path, file.path())) {
                String rest = path.substring(file.path().length() + 1);
                found = new Elsewhere(Paths.child(Paths.target(file.path(), file.link()), rest));
            } else {
                gone |= removes(file, path);
            }
        }
        return found instanceof Lower && gone ? new Gone() : found;
    }

    private static Lookup here(ImageFile file) {
        return file.type() == ImageFile.Type.SYMLINK
                ? new Elsewhere(Paths.target(file.path(), file.link()))
                : new Here(file);
    }

    private static boolean removes(ImageFile file, String path) {
        String name = file.name();
        if (name.equals(Paths.OPAQUE)) {
            return !path.equals(file.parent()) && Paths.isWithin(path, file.parent());
        }
        if (name.startsWith(Paths.WHITEOUT)) {
            return Paths.isWithin(path, Paths.child(file.parent(), name.substring(Paths.WHITEOUT.length())));
        }
        return file.type() != ImageFile.Type.DIRECTORY && Paths.isWithin(path, file.path());
    }
}
