package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryException;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The blobs of one repository (distribution-spec, "Pushing blobs"). Safe for use by several threads. */
public final class RegistryBlobs {
    private final RegistryEndpoint endpoint;
    /** The length of chunks, once a request turned out to be too long; 0 before. */
    private volatile int chunk;
    /** Uploads that mounts which were not made began; the blobs' bytes can go there. */
    private final Map<Digest, BlobUpload> begun = new ConcurrentHashMap<>();

    public RegistryBlobs(RegistryEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** What was written. */
    public record Written(Digest digest, long size) {}

    /** The size of a blob that is there; nothing if it is not, or if the registry does not say. */
    public OptionalLong size(Digest digest) throws IOException {
        try (HttpResponse response = endpoint.send(
                RegistryCall.of("blob " + digest, "HEAD", endpoint.path() + "/blobs/" + digest, 200, 404))) {
            boolean there = response.status() == 200 && response.length() >= 0;
            return there ? OptionalLong.of(response.length()) : OptionalLong.empty();
        }
    }

    /**
     * Has a blob of another repository of this registry be one of this repository, too.
     *
     * @param from the other repository's path
     * @return whether it is; where not, the upload that the registry began instead takes the blob's bytes
     */
    public boolean mount(Digest digest, String from) throws IOException {
        String what = "blob " + digest;
        String path = BlobUpload.uploads(endpoint) + "?mount=" + digest + "&from="
                + URLEncoder.encode(from, StandardCharsets.UTF_8);
        HttpResponse response = endpoint.send(
                RegistryCall.of(what, "POST", path, 201, 202).withScopes(Scopes.repository(from, "pull")));
        if (response.status() == 201) {
            Refusals.drain(response);
            return true;
        }
        BlobUpload upload = BlobUpload.of(endpoint, what, response);
        BlobUpload before = begun.put(digest, upload);
        if (before != null) {
            before.cancel();
        }
        return false;
    }

    /**
     * Stores a blob.
     *
     * @param digest of the bytes; a stream of known digest fails by itself where the bytes are others
     * @throws ImageException if the registry refuses it
     * @throws IOException if the stream fails, or must be sent from its beginning once more
     */
    public Written write(InputStream bytes, Optional<Digest> digest, OptionalLong size) throws IOException {
        boolean small = digest.isPresent() && size.isPresent() && size.getAsLong() <= BlobUpload.WINDOW;
        return small ? writeSmall(bytes, digest.get(), (int) size.getAsLong()) : writeStream(bytes, digest, size);
    }

    /** Opens a blob; what is read is not verified. */
    public InputStream open(Descriptor blob) {
        return new BlobStream(endpoint, blob, 0);
    }

    /** Removes a blob. */
    public void delete(Digest digest) throws IOException {
        Refusals.drain(endpoint.send(
                RegistryCall.of("blob " + digest, "DELETE", endpoint.path() + "/blobs/" + digest, 200, 202, 204)));
    }

    /** Gives up the uploads that nothing was written to. */
    public void close() {
        for (BlobUpload upload : begun.values()) {
            upload.cancel();
        }
        begun.clear();
    }

    private Written writeSmall(InputStream bytes, Digest digest, int size) throws IOException {
        byte[] blob = bytes.readNBytes(size);
        if (blob.length < size || bytes.read() >= 0) {
            throw new ImageException(
                    Kind.CORRUPT, "blob " + digest + " does not have the " + size + " bytes that its manifest says");
        }
        try {
            upload(Optional.of(digest)).put(blob, digest);
            return new Written(digest, size);
        } catch (RegistryException e) {
            if (e.status() != BlobUpload.TOO_LARGE) {
                throw e;
            }
        }
        chunk = BlobUpload.CHUNK_IN_BOUNDS;
        return writeStream(new ByteArrayInputStream(blob), Optional.of(digest), OptionalLong.of(size));
    }

    private Written writeStream(InputStream bytes, Optional<Digest> digest, OptionalLong size) throws IOException {
        BlobUpload upload = upload(digest);
        boolean done = false;
        try {
            Written written = digest.isPresent()
                    ? new Written(digest.get(), upload.send(bytes, size))
                    : hashed(upload, bytes, size);
            upload.finish(written.digest());
            done = true;
            return written;
        } catch (SourceFailure e) {
            throw e.failure();
        } finally {
            chunk = Math.max(chunk, upload.chunk());
            if (!done) {
                upload.cancel();
            }
        }
    }

    private static Written hashed(BlobUpload upload, InputStream bytes, OptionalLong size) throws IOException {
        MessageDigest hasher = Digest.hasher("sha256");
        long count = upload.send(new DigestInputStream(bytes, hasher), size);
        return new Written(Digest.of("sha256", hasher.digest()), count);
    }

    private BlobUpload upload(Optional<Digest> digest) throws IOException {
        BlobUpload known = digest.isPresent() ? begun.remove(digest.get()) : null;
        BlobUpload upload = known != null
                ? known
                : BlobUpload.begin(endpoint, digest.isPresent() ? "blob " + digest.get() : "a blob");
        return chunk > upload.chunk() ? upload.inChunks(chunk) : upload;
    }
}
