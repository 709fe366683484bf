package dev.pinisi.image.internal.http;

import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request.
 *
 * @param headers besides those that the connection itself needs: Host, User-Agent, lengths
 */
public record HttpRequest(String method, URI uri, Map<String, String> headers, Body body) {
    private static final Body NOTHING = new Bytes(new byte[0]);

    /** What is sent after the head. */
    public sealed interface Body {}

    /** A document; it can be sent again. */
    public static final class Bytes implements Body {
        private final byte[] bytes;

        /**
         * @param bytes not changed any more
         */
        public Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /**
     * Bytes that are read once.
     *
     * @param length how many; -1 if that is not known, which makes for a chunked body
     */
    public record Stream(InputStream bytes, long length) implements Body {}

    /** A request without a body. */
    public static HttpRequest of(String method, URI uri, Map<String, String> headers) {
        return new HttpRequest(method, uri, headers, NOTHING);
    }

    /** Whether the same request can be made once more. */
    public boolean isRepeatable() {
        return body instanceof Bytes;
    }

    /** The same with another header field. */
    public HttpRequest with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new HttpRequest(method, uri, all, body);
    }

    /** The same to another address, without the field that shows who we are. */
    HttpRequest to(URI other, boolean withAuthorization) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (!withAuthorization) {
            all.remove("Authorization");
        }
        return new HttpRequest(method, other, all, body);
    }

    /** Whether the method's meaning is that of a request without a body. */
    boolean hasBody() {
        return !(body instanceof Bytes document) || document.bytes().length > 0;
    }
}
