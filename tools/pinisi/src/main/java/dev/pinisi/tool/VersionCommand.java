package dev.pinisi.tool;

import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.ReportFormat;
import dev.pinisi.commandline.Template;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;

/** {@code version}. */
final class VersionCommand implements Command {
    /** Ours, for {@code --version}, too, which opens no engine. */
    static String version() {
        return System.getProperty("pinisi.version", "0.1.0");
    }

    @Override
    public Manual manual() {
        return Manual.of("Display the Pinisi version information", "[options]");
    }

    @Override
    public OptionTable options() {
        return new OptionTable().string("format,f", "Change the output format to JSON or a Go template");
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        String format = call.arguments().string("format");
        Json.Obj client = client();
        Json.Obj all = new Fields().json("Client", client).object();
        if (ReportFormat.isJson(format)) {
            call.out().println(new JsonWriter().value(all).toString());
        } else if (!format.isEmpty()) {
            call.out().println(Template.parse("version", format).render(all));
        } else {
            call.out().print("Client:        Pinisi Engine\n");
            call.out().print("Version:       ").println(version());
            call.out().print("Java Version:  ").println(System.getProperty("java.version", ""));
            call.out().print("OS/Arch:       ").println(platform());
        }
        return 0;
    }

    /** What is known of this build, in podman's fields. */
    static Json.Obj client() {
        return new Fields()
                .text("APIVersion", version())
                .text("Version", version())
                .text("JavaVersion", System.getProperty("java.version", ""))
                .text("GoVersion", "")
                .text("GitCommit", "")
                .text("BuiltTime", "")
                .number("Built", 0)
                .text("BuildOrigin", "")
                .text("OsArch", platform())
                .text("Os", "linux")
                .object();
    }

    private static String platform() {
        return "linux/" + architecture();
    }

    /** The name that OCI images have for this machine. */
    static String architecture() {
        String java = System.getProperty("os.arch", "");
        return switch (java) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> java;
        };
    }
}
