package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reference to bytes by what they are (image-spec, descriptor.md).
 *
 * @param mediaType empty where the document leaves it out
 * @param size in bytes
 * @param urls other places to have the bytes from
 * @param platform what the referenced image runs on, in an index
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        List<String> urls,
        Map<String, String> annotations,
        Optional<Platform> platform) {

    public Descriptor {
        if (size < 0) {
            throw new SpecException("descriptor of " + digest, "the size is negative: " + size);
        }
    }

    /** A descriptor of nothing but type, digest and size. */
    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, List.of(), Map.of(), Optional.empty());
    }

    /** The descriptor of this document. */
    public static Descriptor of(String mediaType, RawDocument document) {
        return new Descriptor(mediaType, document.digest(), document.size());
    }

    /** Reads the descriptor here. */
    public static Descriptor read(JsonCursor json) {
        JsonCursor size = json.field("size");
        if (size.longValue() < 0) {
            throw size.fail("a size cannot be negative");
        }
        JsonCursor platform = json.field("platform");
        return new Descriptor(
                json.field("mediaType").stringOr(""),
                Documents.digest(json.field("digest")),
                size.longValue(),
                json.field("urls").strings(),
                json.field("annotations").stringMap(),
                platform.isPresent() ? Optional.of(Platform.read(platform)) : Optional.empty());
    }

    /** Writes this descriptor as the next value. */
    public void write(JsonWriter out) {
        out.object().name("mediaType").value(mediaType);
        out.name("digest").value(digest.toString()).name("size").value(size);
        if (!urls.isEmpty()) {
            out.name("urls").value(urls);
        }
        if (!annotations.isEmpty()) {
            out.name("annotations").value(annotations);
        }
        if (platform.isPresent()) {
            out.name("platform");
            platform.get().write(out);
        }
        out.end();
    }

    // written out: what the compiler makes of a record costs a cold JVM several milliseconds
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Descriptor descriptor
                && digest.equals(descriptor.digest)
                && size == descriptor.size
                && mediaType.equals(descriptor.mediaType)
                && urls.equals(descriptor.urls)
                && annotations.equals(descriptor.annotations)
                && platform.equals(descriptor.platform);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /** The same bytes with other annotations. */
    public Descriptor withAnnotations(Map<String, String> replaced) {
        return new Descriptor(mediaType, digest, size, urls, replaced, platform);
    }
}
