package dev.pinisi.storage.internal;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Names of images, each a symbolic link to its image: claimed, moved and looked up in one step. */
final class Names {
    private static final int LONGEST = 255;

    private final Path directory;

    Names(Path directory) {
        this.directory = directory;
    }

    /** The image that has a full name. */
    Optional<Digest> find(String name) {
        return target(directory.resolve(escape(name)));
    }

    /** Gives a name to an image, whoever had it. */
    void set(String name, Digest image, Claim claim) {
        String escaped = escape(name);
        if (escaped.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new StorageException(
                    Kind.INVALID, "name an image " + name + ": the name is too long to be stored; use a shorter one");
        }
        Path link = claim.fresh("name");
        Path place = directory.resolve(escaped);
        try {
            Files.createSymbolicLink(link, Path.of("..", "images", image.hex()));
            Files.move(link, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Failures.io("store the name", place, e);
        }
    }

    /** Takes a name away; false if there was none. */
    boolean remove(String name) {
        Path link = directory.resolve(escape(name));
        try {
            return Files.deleteIfExists(link);
        } catch (IOException e) {
            throw Failures.io("remove the name", link, e);
        }
    }

    /** Takes a name away from an image; false if it has become another's. */
    boolean remove(String name, Digest image, Claim claim) {
        Path link = directory.resolve(escape(name));
        Path aside = claim.fresh("name");
        try {
            Files.move(link, aside, StandardCopyOption.ATOMIC_MOVE);
            boolean own = target(aside).map(image::equals).orElse(true);
            if (!own) {
                putBack(aside, link);
            }
            return own;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw Failures.io("remove the name", link, e);
        }
    }

    /** Unless somebody has given the name anew: that counts then. */
    private static void putBack(Path aside, Path link) {
        try {
            Durable.placeQuickly(aside, link);
        } catch (LinuxException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
    }

    /** All names, sorted, and their images. */
    Map<String, Digest> all() {
        Map<String, Digest> all = new TreeMap<>();
        for (String escaped : Listing.of(directory)) {
            Optional<Digest> image = target(directory.resolve(escaped));
            if (image.isPresent()) {
                all.put(unescape(escaped), image.get());
            }
        }
        return all;
    }

    /** The names of one image, sorted. */
    List<String> of(Digest image) {
        List<String> own = new ArrayList<>();
        for (Map.Entry<String, Digest> entry : all().entrySet()) {
            if (entry.getValue().hex().equals(image.hex())) {
                own.add(entry.getKey());
            }
        }
        return own;
    }

    private static Optional<Digest> target(Path link) {
        try {
            String hex = String.valueOf(Files.readSymbolicLink(link).getFileName());
            return Optional.of(new Digest(algorithm(hex), hex));
        } catch (NoSuchFileException | NotLinkException | SpecException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failures.io("read the name", link, e);
        }
    }

    /** An image's directory is named by its digits alone, whose count tells the algorithm. */
    static String algorithm(String hex) {
        return hex.length() == 128 ? "sha512" : hex.length() == 96 ? "sha384" : "sha256";
    }

    static String escape(String name) {
        StringBuilder out = new StringBuilder(name.length() + 16);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '/' -> out.append("%2F");
                case '%' -> out.append("%25");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static String unescape(String escaped) {
        return escaped.replace("%2F", "/").replace("%25", "%");
    }
}
