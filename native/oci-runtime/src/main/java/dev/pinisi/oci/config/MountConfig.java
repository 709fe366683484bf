package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * A mount.
 *
 * @param type empty for a bind mount
 * @param source empty where the type needs none
 * @param uidMappings of an id-mapped mount
 * @param gidMappings of an id-mapped mount
 */
public record MountConfig(
        String destination,
        String type,
        String source,
        List<String> options,
        List<IdMapping> uidMappings,
        List<IdMapping> gidMappings) {

    static MountConfig read(JsonCursor mount) {
        List<String> options = mount.field("options").strings();
        boolean binds = mount.field("type").stringOr("").equals("bind")
                || options.contains("bind")
                || options.contains("rbind");
        if (mount.field("uidMappings").isPresent() && !binds) {
            throw mount.field("uidMappings").fail("only bind mounts can have their ids mapped");
        }
        return new MountConfig(
                destination(mount.field("destination")),
                mount.field("type").stringOr(""),
                mount.field("source").stringOr(""),
                options,
                IdMapping.readAll(mount.field("uidMappings")),
                IdMapping.readAll(mount.field("gidMappings")));
    }

    /** Relative destinations are taken from the root, as the other runtimes do. */
    private static String destination(JsonCursor destination) {
        String path = Checks.notEmpty(destination);
        return path.startsWith("/") ? path : "/" + path;
    }

    /** Whether ids shall be mapped, but not said how: then as in the container's user namespace. */
    boolean mapsAsContainer() {
        return uidMappings.isEmpty() && (options.contains("idmap") || options.contains("ridmap"));
    }

    /** A mount made up rather than read. */
    public static MountConfig of(String destination, String type, String source, List<String> options) {
        return new MountConfig(destination, type, source, options, new ArrayList<>(), new ArrayList<>());
    }
}
