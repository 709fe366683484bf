package dev.pinisi.storage.internal.peer;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A store of containers/storage. Its lists are replaced as a whole by whoever writes them, so no lock of its own is
 * needed; an image that is removed meanwhile ends in an error.
 */
public final class PeerStore implements AutoCloseable {
    private static final List<String> DRIVERS = List.of("overlay", "vfs");
    private static final List<String> LISTS = List.of("layers.json", "volatile-layers.json");

    private final PeerFiles files;
    private final String driver;

    private PeerStore(PeerFiles files, String driver) {
        this.files = files;
        this.driver = driver;
    }

    /**
     * Whether such a store is there.
     *
     * @param driver the one that it was written with, or any
     */
    public static boolean isAt(Path root, Optional<String> driver) {
        return driver(root, driver).isPresent();
    }

    private static Optional<String> driver(Path root, Optional<String> wanted) {
        for (String driver : DRIVERS) {
            if (wanted.orElse(driver).equals(driver) && Files.isDirectory(root.resolve(driver + "-images"))) {
                return Optional.of(driver);
            }
        }
        return Optional.empty();
    }

    /** Opens a store that is there. */
    public static PeerStore open(Path root, Optional<String> driver) {
        String found = driver(root, driver)
                .orElseThrow(
                        () -> new ImageException(Kind.NO_PLACE, "there is no store of containers/storage at " + root));
        return new PeerStore(PeerFiles.open(root), found);
    }

    /** The names of all images. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (PeerImage image : images()) {
            names.addAll(image.names());
        }
        return names;
    }

    /**
     * Opens an image.
     *
     * @param wanted a name, an ID or the beginning of one
     * @return closes this store; nothing if there is no such image
     * @throws ImageException if it may be several, or what the store says of it cannot be
     */
    public Optional<ImageSource> find(String wanted) {
        Optional<PeerImage> named = byName(wanted);
        Optional<PeerImage> image = named.isPresent() ? named : byId(wanted);
        return image.isPresent() ? Optional.of(PeerSource.open(this, image.get())) : Optional.empty();
    }

    private Optional<PeerImage> byName(String wanted) {
        List<String> full;
        try {
            String reference = ImageReference.parse(wanted).orLatest().toString();
            full = ImageReference.isShortName(wanted)
                    ? List.of(
                            ImageReference.parse("localhost/" + wanted)
                                    .orLatest()
                                    .toString(),
                            reference)
                    : List.of(reference);
        } catch (ImageException noName) {
            return Optional.empty();
        }
        for (String name : full) {
            for (PeerImage image : images()) {
                if (image.names().contains(name)) {
                    return Optional.of(image);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<PeerImage> byId(String wanted) {
        Optional<PeerImage> found = Optional.empty();
        for (PeerImage image : images()) {
            if (image.id().startsWith(wanted)) {
                if (found.isPresent()) {
                    throw new ImageException(
                            Kind.INVALID, "the image ID \"" + wanted + "\" is ambiguous; give more digits");
                }
                found = Optional.of(image);
            }
        }
        return found;
    }

    private List<PeerImage> images() {
        return list(driver + "-images/images.json", PeerImage::read);
    }

    /** An image's layers, from the base up. */
    List<PeerLayer> chain(PeerImage image) {
        Map<String, PeerLayer> all = new HashMap<>();
        for (String file : LISTS) {
            for (PeerLayer layer : list(driver + "-layers/" + file, PeerLayer::read)) {
                all.put(layer.id(), layer);
            }
        }
        List<PeerLayer> chain = new ArrayList<>();
        for (String id = image.layer(); !id.isEmpty(); id = chain.getFirst().parent()) {
            PeerLayer layer = all.get(id);
            // a chain longer than the list goes round in a circle
            if (layer == null || chain.size() == all.size()) {
                throw new ImageException(
                        Kind.CORRUPT, "image " + image.id() + ": the list of layers lacks its layer " + id);
            }
            if (!layer.isKnown()) {
                throw new ImageException(
                        Kind.UNSUPPORTED,
                        "image " + image.id() + ": the store does not say which archive its layer " + id
                                + " came from; save the image with the tool that put it there");
            }
            chain.addFirst(layer);
        }
        return chain;
    }

    /** The archive of a layer. */
    InputStream openTar(PeerLayer layer) throws IOException {
        String record = driver + "-layers/" + layer.id() + ".tar-split.gz";
        InputStream tarSplit = files.stream(record)
                .orElseThrow(() -> new ImageException(
                        Kind.UNSUPPORTED,
                        "layer " + layer.id() + " has no " + record
                                + ", so its archive cannot be put together again; save the image with the tool that put it"
                                + " there"));
        try {
            return PeerTree.archive(tarSplit, files.tree(tree(layer)));
        } catch (IOException | RuntimeException e) {
            tarSplit.close();
            throw e;
        }
    }

    private String tree(PeerLayer layer) {
        return driver.equals("overlay") ? "overlay/" + layer.id() + "/diff" : driver + "/dir/" + layer.id();
    }

    /** What an image has besides layers, by its name. */
    byte[] bigData(PeerImage image, String name) {
        String directory = driver + "-images/" + image.id() + "/";
        String file = name.indexOf(':') < 0
                ? name
                : "=" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        return files.bytes(directory + file)
                .orElseThrow(() -> new ImageException(Kind.CORRUPT, "image " + image.id() + " lacks its " + name));
    }

    private <T> List<T> list(String file, Function<JsonCursor, T> reader) {
        Optional<byte[]> bytes = files.bytes(file);
        if (bytes.isEmpty()) {
            return List.of();
        }
        try {
            List<T> list = new ArrayList<>();
            for (JsonCursor element : JsonCursor.parse(bytes.get()).elements()) {
                list.add(reader.apply(element));
            }
            return list;
        } catch (JsonException | SpecException e) {
            throw new ImageException(Kind.CORRUPT, "read " + files.root().resolve(file) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        files.close();
    }
}
