package dev.pinisi.tool;

import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.GoTime;
import dev.pinisi.commandline.ReportFormat;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code images --format}: podman's fields. */
final class ImagesReport {
    private static final Map<String, String> HEADINGS =
            Map.of("ID", "IMAGE ID", "CreatedSince", "CREATED", "Created", "CREATED", "ReadOnly", "R/O");

    private final Invocation call;
    private final List<ImageRow> rows;
    private boolean countsContainers;
    private Optional<List<ContainerInfo>> users = Optional.empty();

    ImagesReport(Invocation call, List<ImageRow> rows) {
        this.call = call;
        this.rows = rows;
    }

    String text(String format) {
        countsContainers = ReportFormat.isJson(format) || format.contains("Containers") || format.contains("json");
        if (ReportFormat.isJson(format)) {
            return json();
        }
        List<ReportFormat.Row> lines = new ArrayList<>();
        for (ImageRow row : rows) {
            lines.add(new ReportFormat.Row(fields(row), document(row.image())));
        }
        return ReportFormat.parse("images", format).render(lines, HEADINGS, !call.flag("noheading"));
    }

    private String json() {
        JsonWriter writer = new JsonWriter(4).array();
        Set<String> seen = new HashSet<>();
        for (ImageRow row : rows) {
            if (seen.add(row.image().id())) {
                writer.value(document(row.image()));
            }
        }
        return writer.end() + "\n";
    }

    private Json.Obj fields(ImageRow row) {
        ImageInfo image = row.image();
        String since = ContainerText.ago(image.created());
        return new Fields()
                .text("Repository", row.repository())
                .text("Tag", row.tag())
                .text("ID", ImagesCommand.id(call, row))
                .text("Digest", image.digest())
                .text("Created", since)
                .text("CreatedSince", since)
                .text("CreatedAt", GoTime.show(image.created()))
                .text("CreatedTime", GoTime.show(image.created()))
                .text("Size", row.size())
                .number("VirtualSize", image.size())
                .number("SharedSize", 0)
                .number("Containers", containers(image))
                .strings("Names", image.names())
                .strings("RepoTags", image.names())
                .strings("RepoDigests", digests(image))
                .strings("Labels", image.labels())
                .bool("Dangling", image.names().isEmpty())
                .bool("ReadOnly", image.readOnly())
                .bool("IsManifestList", false)
                .text("Os", "")
                .text("Arch", "")
                .text("History", String.join(", ", image.names()))
                .text("ParentId", "")
                .object();
    }

    private Json.Obj document(ImageInfo image) {
        Fields fields = new Fields()
                .text("Id", image.id())
                .text("ParentId", "")
                .json("RepoTags", Json.NULL)
                .strings("RepoDigests", digests(image))
                .number("Size", image.size())
                .number("SharedSize", 0)
                .number("VirtualSize", image.size());
        if (image.labels().isEmpty()) {
            fields.json("Labels", Json.NULL);
        } else {
            fields.strings("Labels", image.labels());
        }
        fields.number("Containers", containers(image));
        if (image.readOnly()) {
            fields.bool("ReadOnly", true);
        }
        if (image.names().isEmpty()) {
            fields.bool("Dangling", true);
        }
        return fields.text("Digest", image.digest())
                .strings("Names", image.names())
                .strings("History", image.names())
                .number("Created", image.created().getEpochSecond())
                .text("CreatedAt", image.created().toString())
                .object();
    }

    /** Counted only where they are asked for: all containers have to be read. */
    private int containers(ImageInfo image) {
        if (!countsContainers) {
            return -1;
        }
        int count = 0;
        for (ContainerInfo container : users()) {
            count += container.imageId().equals(image.id()) ? 1 : 0;
        }
        return count;
    }

    private List<ContainerInfo> users() {
        if (users.isEmpty()) {
            users = Optional.of(call.containers().list(ContainerFilter.ALL));
        }
        return users.get();
    }

    private static List<String> digests(ImageInfo image) {
        List<String> digests = new ArrayList<>();
        for (String name : image.names()) {
            String digest = new ImageRow(image, name).repository() + "@" + image.digest();
            if (!digests.contains(digest)) {
                digests.add(digest);
            }
        }
        return digests;
    }
}
