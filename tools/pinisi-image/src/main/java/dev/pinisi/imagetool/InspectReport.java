package dev.pinisi.imagetool;

import dev.pinisi.image.ImageView;
import dev.pinisi.json.Json;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code inspect} says of an image, with skopeo's fields. */
final class InspectReport {
    private InspectReport() {}

    /**
     * The report.
     *
     * @param name the repository, empty if the place has none
     * @param tags the repository's
     */
    static Structure of(ImageView image, String name, Digest digest, List<String> tags) {
        ImageConfig config = image.config();
        List<String> digests = new ArrayList<>();
        List<Json> layers = new ArrayList<>();
        for (Descriptor layer : image.manifest().layers()) {
            digests.add(layer.digest().toString());
            layers.add(layer(layer));
        }
        Json created = Values.moment(config.created());
        return new Structure()
                .unlessEmpty("Name", "Name", Values.text(name))
                .unlessEmpty("Tag", "Tag", Values.text(""))
                .always("Digest", "Digest", Values.text(digest.toString()))
                .always("RepoTags", "RepoTags", Values.strings(tags))
                .always("Created", "Created", created)
                .always("DockerVersion", "DockerVersion", Values.text(dockerVersion(config)))
                .always("Labels", "Labels", Values.mapOrNull(config.defaults().labels()))
                .always(
                        "Architecture",
                        "Architecture",
                        Values.text(config.platform().architecture()))
                .always("Os", "Os", Values.text(config.platform().os()))
                .always("Layers", "Layers", Values.strings(digests))
                .always("LayersData", "LayersData", new Json.Arr(layers))
                .always("Env", "Env", Values.stringsOrNull(config.defaults().environment()));
    }

    /** The report with what templates see otherwise; apart, since java.time's formats take as long as a request. */
    static Structure forTemplates(Structure report, ImageConfig config) {
        return report.inTemplates("Created", Values.shown(config.created()))
                .inTemplates(
                        "Labels", new Json.Obj(Values.sorted(config.defaults().labels())))
                .inTemplates("Env", Values.strings(config.defaults().environment()));
    }

    private static Json layer(Descriptor layer) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("MIMEType", Values.text(layer.mediaType()));
        members.put("Digest", Values.text(layer.digest().toString()));
        members.put("Size", Values.number(layer.size()));
        members.put("Annotations", Values.mapOrNull(layer.annotations()));
        return new Json.Obj(members);
    }

    private static String dockerVersion(ImageConfig config) {
        return config.raw().json().field("docker_version").stringOr("");
    }
}
