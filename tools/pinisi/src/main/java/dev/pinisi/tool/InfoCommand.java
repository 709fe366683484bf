package dev.pinisi.tool;

import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.ReportFormat;
import dev.pinisi.commandline.Template;
import dev.pinisi.engine.EngineInfo;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.util.List;

/** {@code info}. */
final class InfoCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Display system information",
                "Displays the host, the store, and the programs in use. Of use to whoever reads a problem report.",
                "[options]",
                List.of("info", "info --format '{{.Store.GraphRoot}}'"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable().string("format,f", "Change the output format to JSON or a Go template");
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        String format = call.arguments().string("format");
        EngineInfo info = call.engine().info();
        if (ReportFormat.isJson(format)) {
            call.out().println(new JsonWriter(2).value(document(info, false)).toString());
        } else if (!format.isEmpty()) {
            call.out().println(Template.parse("info", format).render(document(info, true)));
        } else {
            call.out().print(Yaml.text(document(info, false)));
        }
        return 0;
    }

    /** The same facts under Go's names for templates and under JSON's, as podman has them. */
    private static Json.Obj document(EngineInfo info, boolean goNames) {
        return new Fields()
                .json(goNames ? "Host" : "host", host(info, goNames))
                .json(goNames ? "Store" : "store", store(info, goNames))
                .json(goNames ? "Version" : "version", version(info))
                .object();
    }

    private static Json host(EngineInfo info, boolean goNames) {
        Names names = new Names(goNames);
        return new Fields()
                .text(names.of("arch"), VersionCommand.architecture())
                .text(names.of("cgroupManager"), "cgroupfs")
                .text(names.of("cgroupVersion"), info.cgroups())
                .number(names.of("cpus"), info.processors())
                .text(names.of("kernel"), info.kernel())
                .number(names.of("memTotal"), info.memory())
                .text(names.of("monitor"), info.monitor())
                .text(names.of("ociRuntime"), info.runtime())
                .text(names.of("os"), "linux")
                .json(names.of("jvm"), jvm(info, names))
                .object();
    }

    private static Json jvm(EngineInfo info, Names names) {
        return new Fields()
                .text(names.of("version"), System.getProperty("java.version", ""))
                .bool(names.of("aotCacheInUse"), !info.aotCache().isEmpty())
                .text(names.of("aotCache"), info.aotCache())
                .object();
    }

    private static Json store(EngineInfo info, boolean goNames) {
        Names names = new Names(goNames);
        return new Fields()
                .json(names.of("containerStore"), containers(info, names))
                .text(names.of("graphDriverName"), info.storageDriver())
                .text(names.of("graphRoot"), info.root().toString())
                .json(
                        names.of("imageStore"),
                        new Fields().number(names.of("number"), info.images()).object())
                .text(names.of("runRoot"), info.runRoot().toString())
                .object();
    }

    private static Json containers(EngineInfo info, Names names) {
        return new Fields()
                .number(names.of("number"), info.containers())
                .number(names.of("running"), info.running())
                .number(names.of("stopped"), info.containers() - info.running())
                .object();
    }

    private static Json version(EngineInfo info) {
        return new Fields()
                .text("Version", info.version())
                .text("OsArch", "linux/" + VersionCommand.architecture())
                .object();
    }

    private record Names(boolean go) {
        String of(String name) {
            return go ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : name;
        }
    }
}
