package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container's config.json, checked.
 *
 * @param process what to run; absent for a container that is only created (it cannot be started)
 * @param hostname empty to keep the host's
 * @param domainname empty to keep the host's
 * @param landlock what of the files the process may use; empty for all
 */
public record Config(
        String ociVersion,
        Optional<ProcessConfig> process,
        RootConfig root,
        String hostname,
        String domainname,
        List<MountConfig> mounts,
        Hooks hooks,
        Map<String, String> annotations,
        List<LandlockRule> landlock,
        LinuxConfig linux) {

    /**
     * Reads and checks a document.
     *
     * @throws dev.pinisi.json.JsonException naming the first wrong place
     */
    public static Config read(JsonCursor document) {
        Config config = new Config(
                version(document.field("ociVersion")),
                process(document.field("process")),
                RootConfig.read(document.field("root")),
                document.field("hostname").stringOr(""),
                document.field("domainname").stringOr(""),
                mounts(document.field("mounts")),
                Hooks.read(document.field("hooks")),
                document.field("annotations").stringMap(),
                LandlockRule.readAll(document.field("annotations")),
                LinuxConfig.read(document.field("linux")));
        config.checkNames(document);
        config.checkMappings(document.field("mounts").elements());
        return config;
    }

    private static String version(JsonCursor version) {
        String text = version.string();
        if (!text.startsWith("1.")) {
            throw version.fail("version " + text + " is not supported; 1.x is");
        }
        return text;
    }

    private static Optional<ProcessConfig> process(JsonCursor process) {
        return process.isPresent() ? Optional.of(ProcessConfig.read(process)) : Optional.empty();
    }

    private static List<MountConfig> mounts(JsonCursor mounts) {
        List<MountConfig> list = new ArrayList<>();
        for (JsonCursor mount : mounts.elements()) {
            list.add(MountConfig.read(mount));
        }
        return list;
    }

    private void checkMappings(List<JsonCursor> places) {
        for (int i = 0; i < places.size(); i++) {
            if (mounts.get(i).mapsAsContainer() && linux.uidMappings().isEmpty()) {
                throw places.get(i)
                        .field("uidMappings")
                        .fail("missing, for idmap without mappings in linux.uidMappings");
            }
        }
    }

    private void checkNames(JsonCursor document) {
        boolean ownNames = linux.has(NamespaceKind.UTS);
        if (!hostname.isEmpty() && !ownNames) {
            throw document.field("hostname").fail("needs a uts namespace in linux.namespaces");
        }
        if (!domainname.isEmpty() && !ownNames) {
            throw document.field("domainname").fail("needs a uts namespace in linux.namespaces");
        }
    }
}
