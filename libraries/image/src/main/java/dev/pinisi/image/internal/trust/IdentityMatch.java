package dev.pinisi.image.internal.trust;

import dev.pinisi.config.SignedIdentity;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import java.util.Optional;

/** Whether what a signature calls an image is what a policy asks for. */
final class IdentityMatch {
    private final SignedIdentity wanted;

    /**
     * @throws ImageException if the policy names no reference where one belongs
     */
    IdentityMatch(SignedIdentity wanted) {
        this.wanted = wanted;
        if (wanted instanceof SignedIdentity.ExactReference exact) {
            ImageReference reference = ImageReference.parse(exact.reference());
            if (!isExact(reference)) {
                throw new ImageException(
                        Kind.INVALID, "exactReference: \"" + exact.reference() + "\": a tag or digest expected");
            }
        } else if (wanted instanceof SignedIdentity.ExactRepository exact) {
            ImageReference.parse(exact.repository());
        } else if (wanted instanceof SignedIdentity.RemapIdentity remap) {
            checkPrefix(remap.prefix());
            checkPrefix(remap.signedPrefix());
        }
    }

    /**
     * Compares.
     *
     * @param image the name that the image was asked for by; empty where images have none
     * @param claimed what the signature says
     */
    boolean accepts(Optional<ImageReference> image, String claimed) {
        ImageReference signed;
        try {
            signed = ImageReference.parse(claimed);
        } catch (ImageException e) {
            return false;
        }
        return switch (wanted) {
            case SignedIdentity.ExactReference exact ->
                isExact(signed) && signed.equals(ImageReference.parse(exact.reference()));
            case SignedIdentity.ExactRepository exact ->
                signed.repository()
                        .equals(ImageReference.parse(exact.repository()).repository());
            case SignedIdentity.MatchExact exact -> image.isPresent() && isExact(signed) && signed.equals(image.get());
            case SignedIdentity.MatchRepository repository ->
                image.isPresent() && signed.repository().equals(image.get().repository());
            case SignedIdentity.MatchRepoDigestOrExact usual -> image.isPresent() && isUsual(image.get(), signed);
            case SignedIdentity.RemapIdentity remap ->
                image.isPresent() && isUsual(remapped(remap, image.get()), signed);
        };
    }

    /** Exactly by a tag; by digest, which was compared already, any name in the repository. */
    private static boolean isUsual(ImageReference image, ImageReference signed) {
        if (!isExact(signed)) {
            return false;
        }
        if (image.tag().isPresent()) {
            return signed.equals(image);
        }
        return image.digest().isPresent() && signed.repository().equals(image.repository());
    }

    private static ImageReference remapped(SignedIdentity.RemapIdentity remap, ImageReference image) {
        String name = image.repository();
        String prefix = remap.prefix();
        boolean within = name.equals(prefix) || name.startsWith(prefix + "/");
        return within
                ? ImageReference.parse(remap.signedPrefix() + image.toString().substring(prefix.length()))
                : image;
    }

    private static boolean isExact(ImageReference reference) {
        return reference.tag().isPresent() || reference.digest().isPresent();
    }

    /** A prefix is a host, or a host and a path, written out. */
    private static void checkPrefix(String prefix) {
        String probe = prefix.indexOf('/') < 0 ? prefix + "/x" : prefix;
        ImageReference parsed = ImageReference.parse(probe);
        if (!parsed.toString().equals(probe) || isExact(parsed)) {
            throw new ImageException(
                    Kind.INVALID,
                    "remapIdentity: \"" + prefix
                            + "\": a host, or a host and a path, written out as in docker.io/library," + " expected");
        }
    }
}
