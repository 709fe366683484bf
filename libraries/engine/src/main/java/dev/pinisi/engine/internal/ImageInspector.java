package dev.pinisi.engine.internal;

import dev.pinisi.json.Json;
import dev.pinisi.spec.ContainerDefaults;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.storage.StoredImage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What {@code podman image inspect} says of an image, in podman's fields. */
final class ImageInspector {
    private ImageInspector() {}

    static Json.Obj inspect(StoredImage image, Parts parts, String driver) {
        ImageConfig config = image.config();
        List<String> diffIds = new ArrayList<>();
        List<String> layerDirectories = new ArrayList<>();
        for (Digest layer : image.layers()) {
            diffIds.add(layer.toString());
            layerDirectories.add(parts.options()
                    .root()
                    .resolve("layers")
                    .resolve(layer.algorithm() + "-" + layer.hex())
                    .resolve("tree")
                    .toString());
        }
        return new Members()
                .put("Id", image.id().hex())
                .put("Digest", image.digest().toString())
                .put("RepoTags", image.names())
                .put("RepoDigests", repoDigests(image))
                .put("Parent", "")
                .put("Comment", comment(config))
                .put("Created", config.created().isEmpty() ? "0001-01-01T00:00:00Z" : config.created())
                .put("Config", config(config.defaults()))
                .put("Version", "")
                .put("Author", config.author())
                .put("Architecture", config.platform().architecture())
                .put("Os", config.platform().os())
                .put("Size", image.size())
                .put("VirtualSize", image.size())
                .put("GraphDriver", graphDriver(driver, layerDirectories))
                .put(
                        "RootFS",
                        new Members()
                                .put("Type", "layers")
                                .put("Layers", diffIds)
                                .object())
                .put("Labels", config.defaults().labels())
                .put("Annotations", image.manifest().annotations())
                .put("ManifestType", image.manifest().mediaType())
                .put("User", config.defaults().user())
                .put("History", history(config))
                .put("NamesHistory", image.names())
                .object();
    }

    /** Those that it was pulled by, and its names with its digest. */
    private static List<String> repoDigests(StoredImage image) {
        TreeSet<String> digests = new TreeSet<>(image.repoDigests());
        for (String name : image.names()) {
            digests.add(name.substring(0, name.lastIndexOf(':')) + "@" + image.digest());
        }
        return List.copyOf(digests);
    }

    private static String comment(ImageConfig config) {
        return config.history().isEmpty() ? "" : config.history().getLast().comment();
    }

    private static Json.Obj config(ContainerDefaults defaults) {
        Members config = new Members();
        if (!defaults.user().isEmpty()) {
            config.put("User", defaults.user());
        }
        set(config, "ExposedPorts", defaults.exposedPorts());
        list(config, "Env", defaults.environment());
        list(config, "Entrypoint", defaults.entrypoint());
        list(config, "Cmd", defaults.command());
        set(config, "Volumes", defaults.volumes());
        if (!defaults.workingDirectory().isEmpty()) {
            config.put("WorkingDir", defaults.workingDirectory());
        }
        if (!defaults.labels().isEmpty()) {
            config.put("Labels", defaults.labels());
        }
        if (!defaults.stopSignal().isEmpty()) {
            config.put("StopSignal", defaults.stopSignal());
        }
        return config.object();
    }

    private static void list(Members config, String name, List<String> values) {
        if (!values.isEmpty()) {
            config.put(name, values);
        }
    }

    /** Go's way to write a set: an object whose members are empty objects. */
    private static void set(Members config, String name, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        Members set = new Members();
        for (String value : values) {
            set.put(value, new Members().object());
        }
        config.put(name, set.object());
    }

    /** The uppermost layer is the image's own; those below it are listed from the top down. */
    private static Json.Obj graphDriver(String driver, List<String> directories) {
        Members data = new Members();
        if (!directories.isEmpty()) {
            if (directories.size() > 1) {
                List<String> lower =
                        directories.subList(0, directories.size() - 1).reversed();
                data.put("LowerDir", String.join(":", lower));
            }
            data.put("UpperDir", directories.getLast());
        }
        return new Members().put("Name", driver).put("Data", data.object()).object();
    }

    private static Json.Arr history(ImageConfig config) {
        List<Json> steps = new ArrayList<>();
        for (ImageConfig.History step : config.history()) {
            Members members = new Members();
            putUnlessEmpty(members, "created", step.created());
            putUnlessEmpty(members, "created_by", step.createdBy());
            putUnlessEmpty(members, "author", step.author());
            putUnlessEmpty(members, "comment", step.comment());
            if (step.emptyLayer()) {
                members.put("empty_layer", true);
            }
            steps.add(members.object());
        }
        return new Json.Arr(steps);
    }

    private static void putUnlessEmpty(Members members, String name, String value) {
        if (!value.isEmpty()) {
            members.put(name, value);
        }
    }
}
