package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.registry.Referrers;
import dev.pinisi.image.internal.registry.RegistryBlobs;
import dev.pinisi.image.internal.registry.RegistryEndpoint;
import dev.pinisi.image.internal.registry.RegistryManifests;
import dev.pinisi.image.internal.registry.TagList;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * One repository of a registry, by the requests of the OCI distribution specification 1.1. Not its mirrors: those are
 * for pulling images. Safe for use by several threads.
 *
 * <p>All methods throw an {@link ImageException}: of kind {@link Kind#NOT_FOUND} for what is not there,
 * {@link Kind#DENIED} where credentials do not suffice, {@link Kind#UNSUPPORTED} for what the registry does not offer,
 * {@link Kind#UNREACHABLE} if it does not answer.
 */
public final class RegistryRepository {
    private static final String ALL_ACTIONS = "pull,push,delete";

    private final String name;
    private final RegistryEndpoint endpoint;
    private final RegistryManifests manifests;
    private final RegistryBlobs blobs;

    private RegistryRepository(String name, RegistryEndpoint endpoint) {
        this.name = name;
        this.endpoint = endpoint;
        manifests = new RegistryManifests(endpoint);
        blobs = new RegistryBlobs(endpoint);
    }

    /**
     * The repository of that name, for reading.
     *
     * @param name {@code host[:port]/path}
     */
    public static RegistryRepository of(String name, RegistryOptions options) {
        return of(name, options, "pull");
    }

    /**
     * The repository of that name, for reading and writing: tokens are asked to allow both from the start.
     *
     * @param name {@code host[:port]/path}
     */
    public static RegistryRepository writable(String name, RegistryOptions options) {
        return of(name, options, ALL_ACTIONS);
    }

    private static RegistryRepository of(String name, RegistryOptions options, String actions) {
        return new RegistryRepository(
                name, RegistryEndpoint.of(options.registries().primary(name), options, actions));
    }

    /** {@code host[:port]/path}. */
    public String name() {
        return name;
    }

    /** All tags, in the registry's order, which should be that of their characters. */
    public List<String> tags() {
        // not by a lambda, as all that a short command needs: linking one costs a cold JVM more than the request
        try {
            return tagList().all("tags of " + name, tagPath(), "tags");
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * Some tags.
     *
     * @param most how many; a registry may give fewer
     * @param after those that come after this one, which need not be there; empty for the first
     */
    public List<String> tags(int most, String after) {
        String query = "?n=" + most + (after.isEmpty() ? "" : "&last=" + encoded(after));
        List<String> page = answer(() -> tagList().page("tags of " + name, tagPath() + query, "tags"));
        return page.size() <= most ? page : cut(page, most, after);
    }

    /** docker-registry 2 heeds neither {@code n} nor {@code last}, and gives all tags in no order. */
    private static List<String> cut(List<String> all, int most, String after) {
        List<String> page = new ArrayList<>();
        for (String tag : new TreeSet<>(all)) {
            if (tag.compareTo(after) > 0 && page.size() < most) {
                page.add(tag);
            }
        }
        return page;
    }

    /** The manifest or index at a tag or digest. Its bytes are verified against a digest. */
    public Manifest manifest(String reference) {
        return manifests.get(reference, digest(reference), "");
    }

    /** What stands at a tag or digest, without its bytes being had; nothing if there is nothing. */
    public Optional<Descriptor> find(String reference) {
        return answer(() -> manifests.head(reference));
    }

    /**
     * Stores a manifest or index; what it refers to must be there. Where it has a subject, and the registry does not
     * list referrers, it is added to the index at the subject's referrers tag.
     *
     * @param reference a tag, or the manifest's digest
     */
    public void put(Manifest manifest, String reference) {
        act(() -> manifests.put(manifest, reference));
    }

    /**
     * Removes a tag, or, by digest, a manifest with all its tags. Many registries offer only the one or the other.
     */
    public void delete(String reference) {
        act(() -> manifests.delete(reference));
    }

    /**
     * The manifests that refer to one as their subject: signatures, bills of materials. From the registry's list, or
     * from the index at the referrers tag where it keeps none.
     *
     * @param artifactType of those wanted; empty for all
     */
    public List<Referrer> referrers(Digest subject, String artifactType) {
        return answer(() -> {
            List<Referrer> referrers = new ArrayList<>();
            try {
                for (JsonCursor one : new Referrers(endpoint).list(subject, artifactType)) {
                    referrers.add(new Referrer(
                            Descriptor.read(one), one.field("artifactType").stringOr("")));
                }
            } catch (JsonException | SpecException e) {
                throw new ImageException(
                        Kind.CORRUPT, "referrers of " + subject + " in " + name + ": " + e.getMessage(), e);
            }
            return List.copyOf(referrers);
        });
    }

    /** A blob's size in bytes; nothing if there is no such blob. */
    public OptionalLong blobSize(Digest digest) {
        return answer(() -> blobs.size(digest));
    }

    /** Opens a blob. A transfer that breaks is taken up again. What is read is not verified. */
    public InputStream blob(Descriptor blob) {
        return blobs.open(blob);
    }

    /**
     * Stores a blob, in bounded memory.
     *
     * @param bytes read to the end, not closed
     * @param digest of the bytes; where it is not given it is computed (SHA-256)
     * @param size how many bytes, if that is known
     * @return the blob's digest and size
     * @throws IOException if {@code bytes} cannot be read, or must be read once more from their beginning because the
     *     transfer broke
     */
    public Descriptor putBlob(InputStream bytes, Optional<Digest> digest, OptionalLong size) throws IOException {
        RegistryBlobs.Written written = blobs.write(bytes, digest, size);
        return new Descriptor("", written.digest(), written.size());
    }

    /**
     * Has a blob of another repository of the same registry be one of this, too.
     *
     * @param from the other repository's path
     * @return whether it is now
     */
    public boolean mountBlob(Digest digest, String from) {
        return answer(() -> blobs.mount(digest, from));
    }

    /** Removes a blob. Manifests that refer to it are broken from then on. */
    public void deleteBlob(Digest digest) {
        act(() -> blobs.delete(digest));
    }

    private TagList tagList() {
        return new TagList(endpoint);
    }

    private String tagPath() {
        return endpoint.path() + "/tags/list";
    }

    private static Optional<Digest> digest(String reference) {
        return reference.indexOf(':') >= 0 ? Optional.of(Digest.parse(reference)) : Optional.empty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private interface Action {
        void take() throws IOException;
    }

    private void act(Action action) {
        answer(() -> {
            action.take();
            return name;
        });
    }

    private <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private ImageException broken(IOException e) {
        return new ImageException(Kind.UNREACHABLE, name + ": the registry's answer broke: " + e.getMessage(), e);
    }
}
