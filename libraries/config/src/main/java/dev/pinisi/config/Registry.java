package dev.pinisi.config;

import java.util.List;

/**
 * A {@code [[registry]]} of registries.conf (containers-registries.conf(5)): what is to be known of the references
 * that begin with the prefix.
 *
 * @param prefix {@code host[:port][/path…]}, or {@code *.example.com} for every host below that domain
 * @param location what takes the prefix's place in a reference; the prefix again where nothing is to change
 * @param insecure whether TLS without verification, and plain HTTP, will do
 * @param blocked whether nothing may be had from there
 * @param mirrors asked before the location, in this order
 */
public record Registry(String prefix, String location, boolean insecure, boolean blocked, List<Mirror> mirrors) {

    /** Which references a mirror is asked for. */
    public enum PullFromMirror {
        ALL,
        DIGEST_ONLY,
        TAG_ONLY
    }

    /** Another place that has the same images. */
    public record Mirror(String location, boolean insecure, PullFromMirror pull) {
        boolean serves(boolean digested) {
            return pull == PullFromMirror.ALL || (pull == PullFromMirror.DIGEST_ONLY) == digested;
        }
    }

    /** Whether the prefix stands for all hosts of a domain. */
    boolean isWildcard() {
        return prefix.startsWith("*.");
    }

    /** How many characters of the reference the prefix stands for; -1 if it does not begin with the prefix. */
    int matchedLength(String reference) {
        if (!isWildcard()) {
            return reference.startsWith(prefix) ? atBoundary(reference, prefix.length()) : -1;
        }
        String domain = prefix.substring(1);
        int slash = reference.indexOf('/');
        int at = reference.indexOf(domain);
        if (at <= 0 || (slash >= 0 && at > slash)) {
            return -1;
        }
        return atBoundary(reference, at + domain.length());
    }

    private static int atBoundary(String reference, int end) {
        if (end == reference.length()) {
            return end;
        }
        char next = reference.charAt(end);
        return next == '/' || next == ':' || next == '@' ? end : -1;
    }
}
