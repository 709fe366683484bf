package dev.pinisi.imagetool;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.spec.ContainerDefaults;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import java.util.ArrayList;
import java.util.List;

/** An image's configuration with the members that the image specification (config.md) knows, in its order. */
final class ConfigReport {
    private ConfigReport() {}

    static Structure of(ImageConfig config) {
        JsonCursor json = config.raw().json();
        Structure report = new Structure()
                .unlessEmpty("Created", "created", Values.moment(config.created()))
                .unlessEmpty("Author", "author", Values.text(config.author()))
                .always(
                        "Architecture",
                        "architecture",
                        Values.text(config.platform().architecture()))
                .always("OS", "os", Values.text(config.platform().os()))
                .unlessEmpty(
                        "OSVersion", "os.version", Values.text(config.platform().osVersion()))
                .unlessEmpty(
                        "OSFeatures",
                        "os.features",
                        Values.strings(json.field("os.features").strings()))
                .unlessEmpty("Variant", "variant", Values.text(config.platform().variant()))
                .inner("Config", "config", defaults(config.defaults(), json.field("config")));
        List<String> diffIds = new ArrayList<>();
        for (Digest diffId : config.diffIds()) {
            diffIds.add(diffId.toString());
        }
        report.inner(
                "RootFS",
                "rootfs",
                new Structure()
                        .always(
                                "Type",
                                "type",
                                Values.text(json.field("rootfs").field("type").stringOr("")))
                        .always("DiffIDs", "diff_ids", Values.strings(diffIds)));
        return history(report, config.history()).inTemplates("Created", Values.shown(config.created()));
    }

    private static Structure defaults(ContainerDefaults defaults, JsonCursor json) {
        return new Structure()
                .unlessEmpty("User", "User", Values.text(defaults.user()))
                .unlessEmpty("ExposedPorts", "ExposedPorts", Values.set(defaults.exposedPorts()))
                .unlessEmpty("Env", "Env", Values.strings(defaults.environment()))
                .unlessEmpty("Entrypoint", "Entrypoint", Values.strings(defaults.entrypoint()))
                .unlessEmpty("Cmd", "Cmd", Values.strings(defaults.command()))
                .unlessEmpty("Volumes", "Volumes", Values.set(defaults.volumes()))
                .unlessEmpty("WorkingDir", "WorkingDir", Values.text(defaults.workingDirectory()))
                .unlessEmpty("Labels", "Labels", Values.mapOrNull(defaults.labels()))
                .unlessEmpty("StopSignal", "StopSignal", Values.text(defaults.stopSignal()))
                .unlessEmpty(
                        "ArgsEscaped", "ArgsEscaped", json.field("ArgsEscaped").json());
    }

    private static Structure history(Structure report, List<ImageConfig.History> steps) {
        List<Json> fields = new ArrayList<>();
        List<Json> members = new ArrayList<>();
        for (ImageConfig.History step : steps) {
            Structure one = new Structure()
                    .unlessEmpty("Created", "created", Values.moment(step.created()))
                    .unlessEmpty("CreatedBy", "created_by", Values.text(step.createdBy()))
                    .unlessEmpty("Author", "author", Values.text(step.author()))
                    .unlessEmpty("Comment", "comment", Values.text(step.comment()))
                    .unlessEmpty("EmptyLayer", "empty_layer", step.emptyLayer() ? Json.TRUE : Json.FALSE)
                    .inTemplates("Created", Values.shown(step.created()));
            fields.add(one.fields());
            members.add(one.document());
        }
        return report.list("History", "history", fields, members);
    }
}
