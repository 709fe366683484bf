package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ProgressListener;
import dev.pinisi.image.internal.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;

/** Tells a registry's warnings (distribution-spec, "Warnings"), each of them once. */
final class Warnings {
    /** The only code and agent that the specification allows. */
    private static final String PREFIX = "299 - \"";

    private static final int MOST = 100;
    private static final int LONGEST = 4096;

    private final String host;
    private final ProgressListener listener;
    private final Set<String> told = new HashSet<>();

    Warnings(String host, ProgressListener listener) {
        this.host = host;
        this.listener = listener;
    }

    void tell(HttpResponse response) {
        for (String value : response.headers("Warning")) {
            boolean wellFormed = value.startsWith(PREFIX) && value.endsWith("\"") && value.length() <= LONGEST;
            if (wellFormed && value.length() > PREFIX.length()) {
                tell(value.substring(PREFIX.length(), value.length() - 1));
            }
        }
    }

    private void tell(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            boolean escape = quoted.charAt(i) == '\\' && i + 1 < quoted.length();
            char c = quoted.charAt(escape ? ++i : i);
            text.append(c < ' ' || c == 0x7f ? ' ' : c);
        }
        synchronized (told) {
            if (told.size() == MOST || !told.add(text.toString())) {
                return;
            }
        }
        listener.warning(host, text.toString());
    }
}
