package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes of directories, set at the end, when nothing changes their times any more. */
final class DirectoryQueue {
    private static final byte[] SELF = {'.'};

    private final List<Item> items = new ArrayList<>();

    private record Item(List<byte[]> path, TarEntry attributes) {}

    void add(List<byte[]> path, TarEntry entry) {
        items.add(new Item(path, entry.attributes()));
    }

    /** Applies all, in the archive's order. What is no directory any more is left alone. */
    void apply(DirectoryStack stack, Attributes attributes) {
        for (Item item : items) {
            Optional<Directory> directory = stack.find(item.path);
            if (directory.isPresent()) {
                attributes.finish(directory.get(), SELF, item.attributes, true);
            }
        }
    }
}
