package dev.pinisi.image.internal.validate;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.spec.ImageConfig;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;

/** Validates an image's configuration (image-spec, config.md). */
final class ConfigValidation {
    private final String where;
    private final Findings findings;

    ConfigValidation(String where, Findings findings) {
        this.where = where;
        this.findings = findings;
    }

    void run(ImageConfig config) {
        JsonCursor json = config.raw().json();
        required(json, "architecture", config.platform().architecture());
        required(json, "os", config.platform().os());
        if (!json.field("rootfs").field("type").stringOr("").equals("layers")) {
            findings.error(where + " rootfs.type", "\"layers\" expected");
        }
        moment("created", config.created());
        history(config);
        environment(config.defaults().environment());
        for (String port : config.defaults().exposedPorts()) {
            if (!isPort(port)) {
                findings.error(where + " config.ExposedPorts", "\"" + port + "\" is not PORT[/tcp|/udp]");
            }
        }
        String directory = config.defaults().workingDirectory();
        if (!directory.isEmpty()
                && !directory.startsWith("/")
                && config.platform().os().equals("linux")) {
            findings.warning(where + " config.WorkingDir", "\"" + directory + "\" is not an absolute path");
        }
    }

    private void required(JsonCursor json, String member, String value) {
        if (value.isEmpty()) {
            findings.error(where + " " + json.field(member).path(), "missing");
        }
    }

    private void history(ImageConfig config) {
        if (config.history().isEmpty()) {
            return;
        }
        int layers = 0;
        for (int i = 0; i < config.history().size(); i++) {
            ImageConfig.History step = config.history().get(i);
            layers += step.emptyLayer() ? 0 : 1;
            moment("history[" + i + "].created", step.created());
        }
        if (layers != config.diffIds().size()) {
            findings.warning(
                    where + " history",
                    "tells of " + layers + " layers; there are "
                            + config.diffIds().size());
        }
    }

    private void environment(List<String> variables) {
        for (String variable : variables) {
            if (variable.indexOf('=') <= 0) {
                findings.error(where + " config.Env", "\"" + variable + "\" is not NAME=VALUE");
            }
        }
    }

    private void moment(String member, String text) {
        try {
            if (!text.isEmpty()) {
                OffsetDateTime.parse(text);
            }
        } catch (DateTimeException e) {
            findings.error(where + " " + member, "\"" + text + "\" is not a moment of RFC 3339");
        }
    }

    private static boolean isPort(String text) {
        int slash = text.indexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1);
        String number = slash < 0 ? text : text.substring(0, slash);
        boolean digits =
                !number.isEmpty() && number.length() <= 5 && number.chars().allMatch(Character::isDigit);
        boolean known = protocol.equals("tcp") || protocol.equals("udp") || protocol.equals("sctp");
        return known && digits && Integer.parseInt(number) <= 65_535;
    }
}
