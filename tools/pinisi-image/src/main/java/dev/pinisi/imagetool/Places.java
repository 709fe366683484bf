package dev.pinisi.imagetool;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryException;
import dev.pinisi.image.Transports;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.util.List;

/** The names of images on the command line, {@code TRANSPORT:PLACE}. */
final class Places {
    static final String REGISTRY = "docker://";

    private Places() {}

    /** The paragraph of help pages that lists the transports. */
    static String supported() {
        List<String> names = new java.util.ArrayList<>(Transports.names());
        names.sort(null);
        return "Supported transports:\n" + String.join(", ", names) + "\n\n"
                + "See pinisi-image's guide, \"Image names\", for the expected format";
    }

    /** Refuses a name without a transport that is known. */
    static void check(String role, String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            throw new Failure("Invalid " + role + " name " + name + ": Invalid image name " + Quoted.of(name)
                    + ", expected colon-separated transport:reference");
        }
        if (!Transports.isLocation(name) && !Transports.names().contains(name.substring(0, colon))) {
            throw new Failure("Invalid " + role + " name " + name + ": Invalid image name " + Quoted.of(name)
                    + ", unknown transport " + Quoted.of(name.substring(0, colon)));
        }
    }

    static boolean isRegistry(String name) {
        return name.startsWith(REGISTRY);
    }

    /**
     * Opens the image and reads what its name stands for, so that one that is not there is known at once.
     *
     * @throws Failure if there is none; in skopeo's words
     */
    static ImageSource open(String name, ImageTransport.Context context) throws IOException {
        ImageSource source = null;
        try {
            source = Transports.open(name, context);
            source.manifest();
            return source;
        } catch (ImageException | IOException e) {
            if (source != null) {
                source.close();
            }
            throw new Failure("Error parsing image name " + Quoted.of(name), e);
        }
    }

    /** The repository that the name gives the image; empty where it gives none. */
    static String repository(String name) {
        String reference = isRegistry(name) ? name.substring(REGISTRY.length()) : "";
        if (name.startsWith("docker-archive:")) {
            int colon = name.indexOf(':', "docker-archive:".length());
            boolean named = colon >= 0 && name.charAt(colon + 1) != '@';
            reference = named ? name.substring(colon + 1) : "";
        }
        return reference.isEmpty() ? "" : ImageReference.parse(reference).repository();
    }

    /** Some registries hand out images, but no lists of tags. */
    static boolean forbidsListing(ImageException failure) {
        return failure instanceof RegistryException refusal
                && (refusal.kind() == ImageException.Kind.DENIED || refusal.status() == 404);
    }
}
