package dev.pinisi.image.internal.registry;

import dev.pinisi.config.SignatureLookaside;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageIdentity;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.Signature;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The signatures of a repository's images: in a registry that keeps some itself, else where registries.d says, beside
 * the registry; and attached within it.
 */
final class RegistrySignatures {
    private final ImageReference reference;
    private final Lookaside lookaside;
    private final SignatureExtension extension;
    private final boolean kept;
    private final SignatureAttachments attachments;
    private final boolean attached;

    /**
     * @param asked the name that the image was asked for by
     * @param endpoint the place that it is really in, a mirror perhaps, which is what registries.d speaks of
     */
    RegistrySignatures(ImageReference asked, RegistryEndpoint endpoint) {
        RegistryOptions options = endpoint.options();
        reference = new ImageReference(endpoint.host(), endpoint.path(), asked.tag(), asked.digest());
        List<String> scopes = ImageIdentity.registry(reference).scopes();
        SignatureLookaside configuration = options.signatureLookaside();
        lookaside = new Lookaside(configuration, scopes, endpoint.path(), options);
        extension = new SignatureExtension(endpoint);
        kept = endpoint.keepsSignatures();
        attachments = new SignatureAttachments(endpoint);
        attached = configuration.attachments(scopes);
    }

    /** The signatures of a manifest, in their order. */
    List<Signature> read(Digest manifest) throws IOException {
        List<Signature> found = new ArrayList<>(kept ? extension.read(manifest) : lookaside.read(manifest));
        if (attached) {
            found.addAll(attachments.read(manifest));
        }
        return found;
    }

    /**
     * Keeps signatures of a manifest: simple ones instead of those that are there, where those can be removed, others
     * besides.
     */
    void write(Digest manifest, List<Signature> signatures) throws IOException {
        List<Signature> simple = new ArrayList<>();
        List<Signature> sigstore = new ArrayList<>();
        for (Signature signature : signatures) {
            (signature.kind() == Signature.Kind.SIMPLE ? simple : sigstore).add(signature);
        }
        if (!sigstore.isEmpty() && !attached) {
            throw new ImageException(
                    Kind.NOT_STORED,
                    "signatures of sigstore cannot be attached to " + reference
                            + ": say use-sigstore-attachments: true for it in registries.d");
        }
        if (!simple.isEmpty() && kept) {
            extension.add(manifest, simple);
        } else if (!simple.isEmpty()) {
            lookaside.write(manifest, simple);
        }
        if (!sigstore.isEmpty()) {
            attachments.add(manifest, sigstore);
        }
    }
}
