package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/**
 * A namespace to run in.
 *
 * @param path of the namespace to join; empty for a new one
 */
public record NamespaceConfig(NamespaceKind kind, String path) {

    static NamespaceConfig read(JsonCursor namespace) {
        JsonCursor type = namespace.field("type");
        JsonCursor path = namespace.field("path");
        String place = path.stringOr("");
        return new NamespaceConfig(kind(type), place.isEmpty() ? "" : Checks.absolute(path));
    }

    /** Whether there is one of that kind. */
    static boolean contains(List<NamespaceConfig> namespaces, NamespaceKind kind) {
        for (NamespaceConfig namespace : namespaces) {
            if (namespace.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of that kind is to be made. */
    static boolean creates(List<NamespaceConfig> namespaces, NamespaceKind kind) {
        for (NamespaceConfig namespace : namespaces) {
            if (namespace.kind() == kind && namespace.isNew()) {
                return true;
            }
        }
        return false;
    }

    public boolean isNew() {
        return path.isEmpty();
    }

    private static NamespaceKind kind(JsonCursor type) {
        for (NamespaceKind kind : NamespaceKind.values()) {
            if (kind.type().equals(type.string())) {
                return kind;
            }
        }
        throw type.fail("unknown namespace " + type.string());
    }
}
