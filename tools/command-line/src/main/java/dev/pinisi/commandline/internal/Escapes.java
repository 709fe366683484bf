package dev.pinisi.commandline.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code html}, {@code js} and {@code urlquery}. */
final class Escapes {
    private Escapes() {}

    static String escape(String function, String text) {
        return switch (function) {
            case "html" -> html(text);
            case "js" -> js(text);
            default -> URLEncoder.encode(text, StandardCharsets.UTF_8);
        };
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    private static String js(String text) {
        return text.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\"", "\\\"")
                .replace("<", "\\u003C")
                .replace(">", "\\u003E")
                .replace("&", "\\u0026")
                .replace("=", "\\u003D")
                .replace("\n", "\\u000A");
    }
}
