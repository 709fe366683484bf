package dev.pinisi.tests.cgroup2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.tests.conformance.Configuration;
import dev.pinisi.tests.conformance.Result;
import java.util.Base64;

/** A container in the guest. */
final class GuestContainer {
    private static final String WAITS = "while :; do sleep 0.1; done";

    private final Guest guest;
    private final String id;
    private String before = "runtime --root /run/runtime ";
    private String after = "";
    private final Configuration configuration = new Configuration();

    GuestContainer(Guest guest, String id) {
        this(guest, id, "");
    }

    /**
     * A container in the guest.
     *
     * @param options of the runtime that stand before its commands, with a blank at the end
     */
    GuestContainer(Guest guest, String id, String options) {
        this.guest = guest;
        before += options;
        this.id = id;
        configuration
                .set("root.path", "'/rootfs'")
                .set("linux.cgroupsPath", "'/pinisi/" + id + "'")
                .add("mounts", "{'destination': '/tmp', 'type': 'tmpfs', 'source': 'tmpfs'}")
                .shell(WAITS);
    }

    /** Has the runtime called by those words instead, as another user for instance; its arguments stand between. */
    GuestContainer by(String before, String after) {
        this.before = before;
        this.after = after;
        return this;
    }

    private String call(String arguments) {
        return before + arguments + after;
    }

    String id() {
        return id;
    }

    GuestContainer set(String path, String json) {
        configuration.set(path, json);
        return this;
    }

    GuestContainer add(String path, String json) {
        configuration.add(path, json);
        return this;
    }

    GuestContainer shell(String script) {
        configuration.shell(script);
        return this;
    }

    /** A command of the runtime; the id comes last, or where {@code ID} stands. */
    Result command(String command) {
        String words = command.contains("ID") ? command.replace("ID", id) : command + " " + id;
        return guest.machine().run(call(words));
    }

    private String writeBundle() {
        String document = Base64.getEncoder().encodeToString(configuration.bytes());
        return "mkdir -p /bundles/" + id + " && echo " + document + " | base64 -d >/bundles/" + id + "/config.json && ";
    }

    /** Runs to the end. */
    Result run() {
        return guest.machine().run(writeBundle() + call("run -b /bundles/" + id + " " + id));
    }

    GuestContainer start() {
        guest.output(writeBundle() + call("create -b /bundles/" + id + " " + id)
                + " >/bundles/" + id + "/output 2>&1 && " + call("start " + id)
                + " || { cat /bundles/" + id + "/output; exit 1; }");
        return this;
    }

    /** What a script in the container prints. */
    String inside(String script) {
        Result result = command("exec ID sh -c '" + script + "'");
        assertThat(result.status()).as(result.errors()).isZero();
        return result.text();
    }

    /** What it has printed so far. */
    String printed() {
        return guest.output("cat /bundles/" + id + "/output");
    }

    /** A file of its control group. */
    String value(String file) {
        return guest.output("cat /sys/fs/cgroup/pinisi/" + id + "/" + file);
    }

    /** One number of a file of names and numbers. */
    long number(String file, String name) {
        return Long.parseLong(guest.output("grep '^" + name + " ' /sys/fs/cgroup/pinisi/" + id + "/" + file)
                .split(" ")[1]);
    }
}
