package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The header fields of a response, in the order in which they came (RFC 9110, section 5). Names ignore case. */
final class HttpHeaders {
    /** More than any server sends; bounds what a hostile one costs. */
    private static final int MOST_FIELDS = 200;

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /** Reads fields up to the empty line that ends them. */
    static HttpHeaders read(LineReader lines) throws IOException {
        HttpHeaders headers = new HttpHeaders();
        String line = lines.next();
        while (!line.isEmpty()) {
            headers.add(line);
            line = lines.next();
        }
        return headers;
    }

    private void add(String line) throws IOException {
        int colon = line.indexOf(':');
        if (colon <= 0 || names.size() == MOST_FIELDS) {
            throw new IOException("the answer's header is malformed");
        }
        add(line.substring(0, colon), line.substring(colon + 1).trim());
    }

    void add(String name, String value) {
        names.add(name);
        values.add(value);
    }

    /** The first value; empty if there is none. */
    String first(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return "";
    }

    /** All values of that name. */
    List<String> all(String name) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    /** Whether a comma-separated field has that element, as {@code Connection: close} has. */
    boolean lists(String name, String element) {
        for (String value : all(name)) {
            for (String one : value.split(",", -1)) {
                if (one.trim().equalsIgnoreCase(element)) {
                    return true;
                }
            }
        }
        return false;
    }
}
