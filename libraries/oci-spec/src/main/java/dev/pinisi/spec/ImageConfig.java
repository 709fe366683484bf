package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of an image (image-spec, config.md). Its digest is the image's ID.
 *
 * @param created RFC 3339, as written; empty where not given
 * @param platform what the image runs on
 * @param defaults how a container of this image starts unless told otherwise
 * @param diffIds the digest of each layer's uncompressed tar archive, from the base up
 */
public record ImageConfig(
        RawDocument raw,
        String created,
        String author,
        Platform platform,
        ContainerDefaults defaults,
        List<Digest> diffIds,
        List<History> history) {

    /**
     * How the image was made, a step.
     *
     * @param created RFC 3339, as written; empty where not given
     * @param emptyLayer whether the step made no layer
     */
    public record History(String created, String createdBy, String author, String comment, boolean emptyLayer) {}

    /**
     * Reads a configuration.
     *
     * @throws dev.pinisi.json.JsonException if a member is malformed, or the DiffIDs are missing
     */
    public static ImageConfig parse(RawDocument raw) {
        JsonCursor json = raw.json();
        JsonCursor rootfs = json.field("rootfs");
        if (!rootfs.field("diff_ids").isPresent()) {
            throw rootfs.field("diff_ids").fail("missing");
        }
        return new ImageConfig(
                raw,
                json.field("created").stringOr(""),
                json.field("author").stringOr(""),
                Platform.read(json),
                ContainerDefaults.read(json.field("config")),
                Documents.digests(rootfs.field("diff_ids")),
                history(json.field("history")));
    }

    /** Docker's health check, as written, where there is one. */
    public Optional<JsonCursor> healthcheck() {
        JsonCursor check = raw.json().field("config").field("Healthcheck");
        return check.isPresent() ? Optional.of(check) : Optional.empty();
    }

    private static List<History> history(JsonCursor array) {
        List<History> steps = new ArrayList<>();
        for (JsonCursor step : Documents.bounded(array)) {
            steps.add(new History(
                    step.field("created").stringOr(""),
                    step.field("created_by").stringOr(""),
                    step.field("author").stringOr(""),
                    step.field("comment").stringOr(""),
                    step.field("empty_layer").boolOr(false)));
        }
        return List.copyOf(steps);
    }
}
