package dev.pinisi.storage.internal;

import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.StoredImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the images of one store by their names and IDs. */
final class ImageLookup {
    private final Layout layout;
    private final Names names;
    private final NameSearch search;
    private final boolean readOnly;

    ImageLookup(Layout layout, boolean readOnly) {
        this.layout = layout;
        this.names = new Names(layout.names());
        this.search = new NameSearch(names, layout);
        this.readOnly = readOnly;
    }

    Layout layout() {
        return layout;
    }

    Names names() {
        return names;
    }

    /** As {@link dev.pinisi.storage.ImageStore#resolve}. */
    Optional<StoredImage> resolve(String nameOrId) {
        Optional<Digest> named = nameOrId.startsWith("sha256:") ? Optional.empty() : search.find(nameOrId);
        Optional<StoredImage> found = named.isPresent() ? find(named.get()) : Optional.empty();
        return found.isPresent() ? found : byId(nameOrId);
    }

    private Optional<StoredImage> byId(String text) {
        String prefix = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
        if (!isHex(prefix)) {
            return Optional.empty();
        }
        List<String> matches = new ArrayList<>();
        for (String hex : Listing.of(layout.images())) {
            if (hex.startsWith(prefix)) {
                matches.add(hex);
            }
        }
        if (matches.size() > 1) {
            Collections.sort(matches);
            throw new StorageException(
                    Kind.AMBIGUOUS,
                    "the image ID \"" + text + "\" is ambiguous: " + matches.size() + " images begin so, "
                            + matches.get(0).substring(0, 12) + " and "
                            + matches.get(1).substring(0, 12) + " among them; give more digits");
        }
        return matches.isEmpty() ? Optional.empty() : find(digest(matches.get(0)));
    }

    /** The image with this ID. */
    Optional<StoredImage> find(Digest id) {
        Optional<ImageFile> file = ImageFile.read(layout.image(id));
        return file.isPresent() ? Optional.of(view(file.get(), Optional.empty())) : Optional.empty();
    }

    /** All images, in no order. */
    List<ImageView> list() {
        Map<String, List<String>> named = new HashMap<>();
        for (Map.Entry<String, Digest> entry : names.all().entrySet()) {
            String hex = entry.getValue().hex();
            List<String> own = named.get(hex);
            if (own == null) {
                own = new ArrayList<>();
                named.put(hex, own);
            }
            own.add(entry.getKey());
        }
        List<ImageView> views = new ArrayList<>();
        for (String hex : Listing.of(layout.images())) {
            List<String> own = named.getOrDefault(hex, List.of());
            Optional<ImageFile> file = ImageFile.read(layout.images().resolve(hex));
            if (file.isPresent()) {
                views.add(view(file.get(), Optional.of(own)));
            }
        }
        return views;
    }

    private ImageView view(ImageFile file, Optional<List<String>> found) {
        return new ImageView(layout.image(file.id()), file, found, names, readOnly);
    }

    static Digest digest(String hex) {
        return new Digest(Names.algorithm(hex), hex);
    }

    static boolean isHex(String text) {
        try {
            return !text.isEmpty()
                    && text.length() <= 64
                    && new Digest("sha256", text + "0".repeat(64 - text.length()))
                            .hex()
                            .startsWith(text);
        } catch (SpecException e) {
            return false;
        }
    }
}
