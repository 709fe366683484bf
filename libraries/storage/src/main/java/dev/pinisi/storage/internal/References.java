package dev.pinisi.storage.internal;

import dev.pinisi.spec.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who uses what. */
final class References {
    private final Layout layout;

    References(Layout layout) {
        this.layout = layout;
    }

    /** The layers of all images and of all containers. */
    Set<Digest> usedLayers() {
        Set<Digest> used = new HashSet<>();
        for (String hex : Listing.of(layout.images())) {
            ImageFile.read(layout.images().resolve(hex)).ifPresent(image -> used.addAll(image.layers()));
        }
        for (String id : Listing.of(layout.containers())) {
            RootFile.read(layout.container(id)).ifPresent(root -> used.addAll(root.layers()));
        }
        return used;
    }

    /** The containers whose root file system is made of an image, sorted. */
    List<String> containersOf(Digest image) {
        List<String> users = new ArrayList<>();
        for (String id : Listing.of(layout.containers())) {
            Optional<RootFile> root = RootFile.read(layout.container(id));
            if (root.isPresent() && root.get().image().equals(Optional.of(image))) {
                users.add(id);
            }
        }
        users.sort(null);
        return users;
    }
}
