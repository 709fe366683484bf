package dev.pinisi.imagetool;

import dev.pinisi.image.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where synchronised images go: below one repository path or directory. */
final class SyncTarget {
    private static final String DIRECTORY = "dir:";

    private final boolean registry;
    private final boolean scoped;
    private final String suffix;
    private final String base;

    SyncTarget(Invocation call, String transport, String base) {
        registry = transport.equals("docker");
        scoped = call.flag("scoped");
        suffix = call.arguments().string("append-suffix");
        this.base = base;
    }

    /** The place of an image: its last part below the base; with {@code --scoped} all of its name. */
    String place(SyncSource source, String image) {
        String name = Places.isRegistry(image)
                ? ImageReference.parse(image.substring(Places.REGISTRY.length()))
                        .toString()
                : below(source.base(), image.substring(DIRECTORY.length()));
        String part = scoped ? name : name.substring(name.lastIndexOf('/') + 1);
        String joined = Path.of(base, part).normalize() + suffix;
        return registry
                ? Places.REGISTRY + ImageReference.parse(joined).orLatest().familiar()
                : DIRECTORY + joined;
    }

    private static String below(String base, String directory) {
        Path all = Path.of(base).normalize();
        Path relative = all.relativize(Path.of(directory).normalize());
        return relative.toString().isEmpty() ? String.valueOf(all.getFileName()) : relative.toString();
    }

    /** Makes the directory that the image's will be in. */
    String prepared(String place) {
        if (registry) {
            return place;
        }
        Path directory = Path.of(place.substring(DIRECTORY.length()));
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure("Refusing to overwrite destination directory " + Quoted.of(directory.toString()));
        }
        try {
            Path parent = directory.toAbsolutePath().getParent();
            Files.createDirectories(parent == null ? directory : parent);
            return place;
        } catch (IOException e) {
            throw new Failure("Error creating directory for image " + directory, e);
        }
    }
}
