package dev.pinisi.image.internal.archive;

import dev.pinisi.json.JsonWriter;
import java.util.List;

/** What {@code docker load} looks for in an archive: manifest.json, a list of images and of where their files are. */
final class DockerListing {
    static final String FILE = "manifest.json";

    private final JsonWriter list = new JsonWriter().array();
    private boolean empty = true;

    /**
     * Adds an image.
     *
     * @param config the configuration's path in the archive
     * @param names full references, with tags; may be empty
     * @param layers the layers' paths, from the base up
     */
    void add(String config, List<String> names, List<String> layers) {
        empty = false;
        list.object().name("Config").value(config);
        list.name("RepoTags").value(names);
        list.name("Layers").value(layers).end();
    }

    boolean isEmpty() {
        return empty;
    }

    byte[] bytes() {
        return list.end().bytes();
    }
}
