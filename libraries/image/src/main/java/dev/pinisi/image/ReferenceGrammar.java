package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.util.Locale;
import java.util.Optional;

/** The grammar of references, by hand: they are read on the way of every command. */
final class ReferenceGrammar {
    static final int LONGEST_NAME = 255;
    private static final int LONGEST_TAG = 128;

    private ReferenceGrammar() {}

    static ImageReference parse(String text) {
        if (text.isEmpty()) {
            throw invalid(text, "a name is missing");
        }
        String rest = text;
        Optional<Digest> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(digest(text, rest.substring(at + 1)));
            rest = rest.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = Optional.of(rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        String host = hostOf(rest);
        String path = host.isEmpty() ? rest : rest.substring(host.length() + 1);
        if (host.isEmpty() || host.equals("index.docker.io")) {
            host = ImageReference.HUB;
        }
        if (host.equals(ImageReference.HUB) && path.indexOf('/') < 0) {
            path = "library/" + path;
        }
        // the parts are checked here as well, so that the error shows what was written
        checkHost(text, host);
        checkPath(text, path);
        if (tag.isPresent()) {
            checkTag(text, tag.get());
        }
        return new ImageReference(host, path, tag, digest);
    }

    /** The first part, if it can only be a host: it has a dot, a colon or a capital letter, or is localhost. */
    static String hostOf(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return "";
        }
        String first = name.substring(0, slash);
        boolean host = first.equals("localhost") || first.indexOf('.') >= 0 || first.indexOf(':') >= 0;
        for (int i = 0; i < first.length() && !host; i++) {
            host = first.charAt(i) >= 'A' && first.charAt(i) <= 'Z';
        }
        return host ? first : "";
    }

    static void checkHost(String text, String host) {
        String name = host;
        int colon = host.lastIndexOf(':');
        if (colon > host.lastIndexOf(']')) {
            checkPort(text, host.substring(colon + 1));
            name = host.substring(0, colon);
        }
        if (name.startsWith("[") && name.endsWith("]")) {
            checkAddress(text, name.substring(1, name.length() - 1));
            return;
        }
        for (String label : name.split("\\.", -1)) {
            checkLabel(text, label);
        }
    }

    static void checkPath(String text, String path) {
        for (String part : path.split("/", -1)) {
            checkPathPart(text, part);
        }
    }

    static void checkTag(String text, String tag) {
        boolean good = !tag.isEmpty() && tag.length() <= LONGEST_TAG && tag.charAt(0) != '.' && tag.charAt(0) != '-';
        for (int i = 0; i < tag.length() && good; i++) {
            char c = tag.charAt(i);
            good = isAlphanumeric(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '-';
        }
        if (!good) {
            throw invalid(
                    text,
                    "\"" + tag
                            + "\" is not a tag: 1 to 128 letters, digits, '_', '.' and '-' expected, not beginning with '.' or '-'");
        }
    }

    static ImageException invalid(String text, String problem) {
        String shown = text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "…" : text;
        return new ImageException(Kind.INVALID, "invalid image reference \"" + shown + "\": " + problem);
    }

    private static Digest digest(String text, String digest) {
        try {
            return Digest.parse(digest);
        } catch (SpecException e) {
            throw invalid(text, e.problem());
        }
    }

    private static void checkPort(String text, String port) {
        boolean good = !port.isEmpty() && port.length() <= 5;
        for (int i = 0; i < port.length() && good; i++) {
            good = port.charAt(i) >= '0' && port.charAt(i) <= '9';
        }
        if (!good || Integer.parseInt(port) > 65535) {
            throw invalid(text, "\"" + port + "\" is not a port");
        }
    }

    private static void checkAddress(String text, String address) {
        boolean good = address.indexOf(':') >= 0;
        for (int i = 0; i < address.length() && good; i++) {
            char c = address.charAt(i);
            good = c == ':' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        }
        if (!good) {
            throw invalid(text, "not an IPv6 address in brackets");
        }
    }

    private static void checkLabel(String text, String label) {
        boolean good = !label.isEmpty() && !label.startsWith("-") && !label.endsWith("-");
        for (int i = 0; i < label.length() && good; i++) {
            char c = label.charAt(i);
            good = isAlphanumeric(c) || (c >= 'A' && c <= 'Z') || c == '-';
        }
        if (!good) {
            throw invalid(text, "not a registry's host name");
        }
    }

    /** Lower-case letters and digits, with single '.', one or two '_', or any number of '-' between them. */
    private static void checkPathPart(String text, String part) {
        int i = 0;
        boolean good = !part.isEmpty();
        while (good && i < part.length()) {
            int run = i;
            while (i < part.length() && isAlphanumeric(part.charAt(i))) {
                i++;
            }
            good = i > run;
            if (good && i < part.length()) {
                int next = afterSeparator(part, i);
                good = next > i && next < part.length();
                i = next;
            }
        }
        if (!good) {
            boolean capital = !part.equals(part.toLowerCase(Locale.ROOT));
            throw invalid(
                    text,
                    capital
                            ? "a repository's name must be in lower case"
                            : "\"" + part + "\" may hold a-z and 0-9, with '.', '_', '__' or '-' between them");
        }
    }

    private static int afterSeparator(String part, int at) {
        char c = part.charAt(at);
        if (c == '-') {
            int i = at;
            while (i < part.length() && part.charAt(i) == '-') {
                i++;
            }
            return i;
        }
        if (c == '_') {
            return at + 1 < part.length() && part.charAt(at + 1) == '_' ? at + 2 : at + 1;
        }
        return c == '.' ? at + 1 : at;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
