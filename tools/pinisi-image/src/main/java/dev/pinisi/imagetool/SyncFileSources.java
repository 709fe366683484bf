package dev.pinisi.imagetool;

import dev.pinisi.commandline.FailureText;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The images that a file of {@code --src yaml} names. What cannot be had is told and left out, as skopeo does. */
final class SyncFileSources {
    private final Invocation call;
    private final ImageTransport.Context context;

    SyncFileSources(Invocation call, ImageTransport.Context context) {
        this.call = call;
        this.context = context;
    }

    List<SyncSource> read(String file) {
        List<SyncSource> sources = new ArrayList<>();
        for (SyncFile.Registry registry : SyncFile.parse(file, Input.read("sync file", file))) {
            if (registry.isEmpty()) {
                call.log().warn("No images specified for registry", "registry", registry.host());
            }
            ImageTransport.Context reading = context(registry);
            registry.images().forEach((name, wanted) -> add(sources, registry, name, reading, named(wanted)));
            registry.byRegex().forEach((name, regex) -> add(sources, registry, name, reading, matching(regex)));
            registry.bySemver().forEach((name, range) -> add(sources, registry, name, reading, within(range)));
        }
        return sources;
    }

    /** Finds the images of one repository. */
    private interface Selection {
        List<String> of(ImageReference repository, ImageTransport.Context reading);
    }

    private void add(
            List<SyncSource> sources,
            SyncFile.Registry registry,
            String name,
            ImageTransport.Context reading,
            Selection selection) {
        String[] fields = {"registry", registry.host(), "repo", name};
        try {
            ImageReference repository = ImageReference.parse(registry.host() + "/" + name);
            if (repository.tag().isPresent() || repository.digest().isPresent()) {
                throw new Failure("input names a reference, not a repository");
            }
            call.log().info("Processing repo", fields);
            List<String> images = selection.of(repository, reading);
            if (images.isEmpty()) {
                call.log().warn("No refs to sync found", fields);
            } else {
                sources.add(new SyncSource(reading, images, ""));
            }
        } catch (ImageException | Failure | IllegalArgumentException e) {
            call.log().error("Error processing repo, skipping", fields);
            call.log().error(FailureText.of(e));
        }
    }

    private Selection named(List<String> references) {
        return (repository, reading) ->
                references.isEmpty() ? SyncSources.tagged(call, reading, repository) : listed(repository, references);
    }

    private List<String> listed(ImageReference repository, List<String> references) {
        List<String> images = new ArrayList<>();
        for (String reference : references) {
            try {
                images.add(Places.REGISTRY + named(repository, reference).familiar());
            } catch (ImageException e) {
                call.log().error("Error parsing ref, skipping", "ref", reference);
                call.log().error(FailureText.of(e));
            }
        }
        return images;
    }

    private static ImageReference named(ImageReference repository, String reference) {
        try {
            return repository.withDigest(Digest.parse(reference));
        } catch (SpecException noDigest) {
            return ImageReference.parse(repository + ":" + reference);
        }
    }

    private Selection matching(String regex) {
        return (repository, reading) ->
                filtered(repository, reading, Pattern.compile(regex).asPredicate());
    }

    private Selection within(String range) {
        return (repository, reading) -> filtered(repository, reading, SemanticRange.parse(range)::accepts);
    }

    private List<String> filtered(ImageReference repository, ImageTransport.Context reading, Predicate<String> tags) {
        List<String> images = new ArrayList<>(SyncSources.tagged(call, reading, repository));
        images.removeIf(image -> !tags.test(image.substring(image.lastIndexOf(':') + 1)));
        return images;
    }

    private ImageTransport.Context context(SyncFile.Registry registry) {
        RegistryOptions options = context.registries();
        if (registry.tlsVerify().isPresent()) {
            options = options.withTlsVerify(registry.tlsVerify().get());
        }
        if (!registry.certificates().isEmpty()) {
            options = options.withCertificates(Path.of(registry.certificates()));
        }
        if (registry.credentials().isPresent()) {
            options = options.withAuth(RegistryAuth.fixed(registry.credentials().get()));
        }
        return new ImageTransport.Context(options, context.temporary(), context.options());
    }
}
