package dev.pinisi.image;

import dev.pinisi.spec.Digest;
import java.util.Optional;

/**
 * The name of an image in a registry (the grammar of distribution/reference), normalised:
 * {@code host[:port]/path[:tag][@digest]}.
 *
 * @param host {@code docker.io}, {@code localhost:5000}
 * @param path {@code library/busybox}
 */
public record ImageReference(String host, String path, Optional<String> tag, Optional<Digest> digest) {
    static final String HUB = "docker.io";

    public ImageReference {
        ReferenceGrammar.checkHost(host, host);
        ReferenceGrammar.checkPath(path, path);
        if (host.length() + 1 + path.length() > ReferenceGrammar.LONGEST_NAME) {
            throw ReferenceGrammar.invalid(
                    host + "/" + path, "longer than " + ReferenceGrammar.LONGEST_NAME + " characters");
        }
        if (tag.isPresent()) {
            ReferenceGrammar.checkTag(tag.get(), tag.get());
        }
    }

    /**
     * Reads a reference; a name without a host is Docker Hub's, one without tag and digest gets no tag.
     *
     * @throws ImageException if the text is not a reference
     */
    public static ImageReference parse(String text) {
        return ReferenceGrammar.parse(text);
    }

    /** Whether the text names no host, so that configuration decides what it stands for. */
    public static boolean isShortName(String text) {
        return ReferenceGrammar.hostOf(text).isEmpty();
    }

    /** {@code host/path}. */
    public String repository() {
        return host + "/" + path;
    }

    /** The same with {@code :latest} where there is neither tag nor digest. */
    public ImageReference orLatest() {
        return tag.isPresent() || digest.isPresent()
                ? this
                : new ImageReference(host, path, Optional.of("latest"), digest);
    }

    /** The same image by its digest alone. */
    public ImageReference withDigest(Digest exact) {
        return new ImageReference(host, path, Optional.empty(), Optional.of(exact));
    }

    /** As Docker shows it: without {@code docker.io/library/}. */
    public String familiar() {
        String full = toString();
        if (!host.equals(HUB)) {
            return full;
        }
        String official = HUB + "/library/";
        boolean single = full.startsWith(official) && path.indexOf('/', "library/".length()) < 0;
        return full.substring(single ? official.length() : HUB.length() + 1);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(host).append('/').append(path);
        if (tag.isPresent()) {
            out.append(':').append(tag.get());
        }
        if (digest.isPresent()) {
            out.append('@').append(digest.get());
        }
        return out.toString();
    }
}
