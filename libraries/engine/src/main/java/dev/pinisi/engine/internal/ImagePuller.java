package dev.pinisi.engine.internal;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.config.Credentials;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.config.SignaturePolicy;
import dev.pinisi.engine.PullListener;
import dev.pinisi.engine.PullOptions;
import dev.pinisi.engine.PullPolicy;
import dev.pinisi.image.CopyOptions;
import dev.pinisi.image.ImageCopier;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.RegistryPatience;
import dev.pinisi.image.ShortNameResolver;
import dev.pinisi.image.Transports;
import dev.pinisi.image.TrustPolicy;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Platform;
import dev.pinisi.storage.ImageStore;
import dev.pinisi.storage.StoredImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Pulls images into the store. */
final class ImagePuller {
    private final ImageStore images;
    private final Path temporary;

    ImagePuller(ImageStore images, Path temporary) {
        this.images = images;
        this.temporary = temporary;
    }

    StoredImage pull(String text, PullOptions options, PullListener progress) {
        PullPolicy policy = options.policy();
        Optional<StoredImage> present = policy == PullPolicy.ALWAYS ? Optional.empty() : images.resolve(text);
        boolean fits = present.isPresent()
                && (options.platform().isEmpty() || isFor(present.get(), Platform.parse(options.platform())));
        if (present.isPresent() && fits && policy != PullPolicy.NEWER) {
            return present.get();
        }
        if (policy == PullPolicy.NEVER) {
            throw LocalImages.missing(text);
        }
        try {
            return fetch(text, options, progress);
        } catch (ImageException e) {
            // newer means: if it can be had
            if (policy == PullPolicy.NEWER && present.isPresent() && fits) {
                return present.get();
            }
            throw e;
        }
    }

    private static boolean isFor(StoredImage image, Platform wanted) {
        return wanted.compatible().contains(image.config().platform());
    }

    private StoredImage fetch(String text, PullOptions options, PullListener progress) {
        RegistryOptions registries = registries(options, progress);
        if (Transports.isLocation(text)) {
            return fetchLocation(text, options, registries, progress);
        }
        List<ImageReference> candidates =
                ShortNameResolver.candidates(text, registries.registries().shortNames());
        for (int i = 0; true; i++) {
            ImageReference reference = candidates.get(i);
            progress.trying(reference.toString());
            try (ImageSource source = Transports.registry(reference, registries)) {
                return copy(source, reference, options, progress);
            } catch (ImageException e) {
                if (i == candidates.size() - 1) {
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close " + reference + ": " + e.getMessage(), e);
            }
        }
    }

    private StoredImage fetchLocation(
            String location, PullOptions options, RegistryOptions registries, PullListener progress) {
        String registry = "docker://";
        try (ImageSource source = Transports.open(location, new ImageTransport.Context(registries, temporary))) {
            progress.trying(location);
            if (location.startsWith(registry)) {
                ImageReference reference = ImageReference.parse(location.substring(registry.length()))
                        .orLatest();
                return copy(source, reference, options, progress);
            }
            return copy(source, source.names(), List.of(), options, progress);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + location + ": " + e.getMessage(), e);
        }
    }

    private StoredImage copy(ImageSource source, ImageReference reference, PullOptions options, PullListener progress) {
        // what was asked for by digest has no name but its digest
        List<String> names = reference.tag().isPresent() ? List.of(tagged(reference)) : List.of();
        return copy(source, names, List.of(reference.repository()), options, progress);
    }

    private static String tagged(ImageReference reference) {
        return reference.repository() + ":" + reference.tag().orElse("latest");
    }

    private StoredImage copy(
            ImageSource source,
            List<String> names,
            List<String> repositories,
            PullOptions options,
            PullListener progress) {
        CopyOptions copy = CopyOptions.defaults()
                .withNames(names)
                .withRepositories(repositories)
                .withListener(progress)
                .withCheck(signaturePolicy(options.signaturePolicy()));
        if (!options.platform().isEmpty()) {
            copy = copy.withPlatform(Platform.parse(options.platform()));
        }
        try (ImageDestination destination = images.newDestination()) {
            Digest id = ImageCopier.copy(source, destination, copy);
            return images.find(id).orElseThrow(() -> LocalImages.missing(source.name()));
        }
    }

    /** The policy in that file; in the usual ones if none is named. */
    static TrustPolicy signaturePolicy(String file) {
        return file.isEmpty()
                ? TrustPolicy.load(ConfigPlaces.ofThisProcess())
                : TrustPolicy.of(SignaturePolicy.read(Path.of(file)));
    }

    private static RegistryOptions registries(PullOptions options, PullListener progress) {
        ConfigPlaces places = ConfigPlaces.ofThisProcess();
        RegistryOptions registries = RegistryOptions.of(places).withListener(progress);
        if (options.tlsVerify().isPresent()) {
            registries = registries.withTlsVerify(options.tlsVerify().get());
        }
        if (!options.authFile().isEmpty()) {
            registries = registries.withAuth(RegistryAuth.ofFile(places, Path.of(options.authFile())));
        }
        if (!options.credentials().isEmpty()) {
            registries = registries.withAuth(RegistryAuth.fixed(basic(options.credentials())));
        }
        return registries.withPatience(patience(options.retries()));
    }

    private static Credentials basic(String userAndPassword) {
        int colon = userAndPassword.indexOf(':');
        if (colon < 1) {
            throw Invalid.option("--creds", "…", "must be USER:PASSWORD");
        }
        return new Credentials.Basic(userAndPassword.substring(0, colon), userAndPassword.substring(colon + 1));
    }

    private static RegistryPatience patience(int retries) {
        RegistryPatience usual = RegistryPatience.DEFAULT;
        return new RegistryPatience(
                usual.connect(), usual.stall(), Math.max(0, retries) + 1, usual.firstPause(), usual.longestPause());
    }
}
