package dev.pinisi.imagetool;

import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryRepository;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the images that are to be synchronised. */
final class SyncSources {
    private static final String MANIFEST = "manifest.json";
    private static final int DEEPEST = 64;

    private final Invocation call;
    private final ImageTransport.Context context;

    SyncSources(Invocation call, ImageTransport.Context context) {
        this.call = call;
        this.context = context;
    }

    /**
     * The images of a source.
     *
     * @param transport {@code docker}, {@code dir} or {@code yaml}
     */
    List<SyncSource> find(String transport, String source) {
        return switch (transport) {
            case "docker" -> List.of(new SyncSource(context, registry(source), ""));
            case "dir" -> List.of(new SyncSource(context, directory(source), source));
            default -> new SyncFileSources(call, context).read(source);
        };
    }

    /** An image, or all tags of a repository. */
    private List<String> registry(String name) {
        ImageReference reference = ImageReference.parse(name);
        boolean tagged = reference.tag().isPresent() || reference.digest().isPresent();
        call.log().info("Tag presence check", "imagename", name, "tagged", Boolean.toString(tagged));
        if (tagged) {
            return List.of(Places.REGISTRY + reference.familiar());
        }
        List<String> images = tagged(call, context, reference);
        if (images.isEmpty()) {
            throw new Failure("No images to sync found in " + Quoted.of(name));
        }
        return images;
    }

    /** A repository's images, by its tags. */
    static List<String> tagged(Invocation call, ImageTransport.Context context, ImageReference repository) {
        String name = repository.repository();
        call.log().info("Getting tags", "image", name);
        List<String> images = new ArrayList<>();
        try {
            for (String tag : RegistryRepository.of(name, context.registries()).tags()) {
                images.add(
                        Places.REGISTRY + ImageReference.parse(name + ":" + tag).familiar());
            }
        } catch (RuntimeException e) {
            throw Failure.ordinary("Error determining repository tags for repo " + name, e);
        }
        return images;
    }

    private static List<String> directory(String source) {
        Path root = Path.of(source);
        if (!Files.exists(root)) {
            throw new Failure("Invalid source directory specified: stat " + source + ": no such file or directory");
        }
        List<String> images = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root, DEEPEST)) {
            files.filter(file -> file.endsWith(MANIFEST))
                    .map(file -> "dir:" + file.getParent())
                    .sorted()
                    .forEach(images::add);
        } catch (IOException | UncheckedIOException e) {
            throw new Failure("Error walking the path " + Quoted.of(source), e);
        }
        if (images.isEmpty()) {
            throw new Failure("No images to sync found in " + Quoted.of(source));
        }
        return images;
    }
}
