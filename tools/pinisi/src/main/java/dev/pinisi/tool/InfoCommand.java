package dev.pinisi.tool;

import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.ReportFormat;
import dev.pinisi.commandline.Template;
import dev.pinisi.commandline.TimeSpan;
import dev.pinisi.engine.EngineInfo;
import dev.pinisi.engine.HostInfo;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.storage.DriverReport;
import java.util.List;
import java.util.Map;

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
                .json(goNames ? "Version" : "version", VersionCommand.client())
                .object();
    }

    private static Json host(EngineInfo info, boolean goNames) {
        HostInfo host = info.host();
        Names names = new Names(goNames);
        Fields distribution = new Fields()
                .text(names.of("distribution"), host.distribution())
                .text(names.of("version"), host.distributionVersion())
                .text(names.of("codename"), host.codename());
        return new Fields()
                .text(names.of("arch"), VersionCommand.architecture())
                .text(names.of("cgroupManager"), "cgroupfs")
                .text(names.of("cgroupVersion"), host.cgroups())
                .strings(names.of("cgroupControllers"), host.controllers())
                .json(names.of("conmon"), program(info.monitor(), names, false))
                .number(names.of("cpus"), host.processors())
                .json(names.of("distribution"), distribution.object())
                .text(names.of("eventLogger"), "none")
                .text(names.of("hostname"), host.hostname())
                .json(names.of("jvm"), jvm(info, names))
                .text(names.of("kernel"), host.kernel())
                .text(names.of("logDriver"), "k8s-file")
                .number(names.of("memFree"), host.freeMemory())
                .number(names.of("memTotal"), host.memory())
                .text(names.of("networkBackend"), "pinisi")
                .json(names.of("ociRuntime"), program(info.runtime(), names, true))
                .text(names.of("os"), "linux")
                .json(names.of("security"), security(host, names))
                .bool(names.of("serviceIsRemote"), false)
                .number(names.of("swapFree"), host.freeSwap())
                .number(names.of("swapTotal"), host.swap())
                .text(names.of("uptime"), TimeSpan.show(host.uptime()))
                .object();
    }

    private static Json program(EngineInfo.Program program, Names names, boolean named) {
        Fields fields = new Fields();
        if (named) {
            fields.text(
                    names.of("name"), program.path().substring(program.path().lastIndexOf('/') + 1));
        }
        return fields.text(names.of("path"), program.path())
                .text(names.of("version"), program.version())
                .object();
    }

    private static Json security(HostInfo host, Names names) {
        return new Fields()
                .bool(names.of("apparmorEnabled"), host.apparmor())
                .bool(names.of("rootless"), false)
                .bool(names.of("seccompEnabled"), host.seccomp())
                .bool(names.of("selinuxEnabled"), host.selinux())
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
                .text(names.of("graphDriverName"), info.storage().driver())
                .json(names.of("graphOptions"), graphOptions(info.storage()))
                .text(names.of("graphRoot"), info.root().toString())
                .number(names.of("graphRootAllocated"), info.allocated())
                .number(names.of("graphRootUsed"), info.used())
                .json(names.of("graphStatus"), graphStatus(info.storage()))
                .text(names.of("imageCopyTmpDir"), info.root().resolve("tmp").toString())
                .json(
                        names.of("imageStore"),
                        new Fields().number(names.of("number"), info.images()).object())
                .text(names.of("runRoot"), info.runRoot().toString())
                .text(names.of("volumePath"), info.root().resolve("volumes").toString())
                .bool(names.of("transientStore"), false)
                .object();
    }

    private static Json graphOptions(DriverReport storage) {
        Fields fields = new Fields();
        for (String option : storage.options()) {
            int equals = option.indexOf('=');
            String key = storage.driver() + "." + (equals < 0 ? option : option.substring(0, equals));
            fields.text(key, equals < 0 ? "true" : option.substring(equals + 1));
        }
        return fields.object();
    }

    /** Podman has texts here, also for what is true or false; what it does not say is why. */
    private static Json graphStatus(DriverReport storage) {
        Fields fields = new Fields().text("Backing Filesystem", storage.fileSystem());
        if (storage.driver().equals("overlay")) {
            boolean plain = !storage.options().contains("metacopy=on")
                    && !storage.options().contains("redirect_dir=on");
            fields.text("Native Overlay Diff", Boolean.toString(plain));
            fields.text("Using metacopy", Boolean.toString(storage.options().contains("metacopy=on")));
        }
        fields.text("Reason", storage.reason());
        for (Map.Entry<String, String> refused : storage.refused().entrySet()) {
            fields.text("Not " + refused.getKey(), refused.getValue());
        }
        return fields.object();
    }

    private static Json containers(EngineInfo info, Names names) {
        return new Fields()
                .number(names.of("number"), info.containers())
                .number(names.of("paused"), 0)
                .number(names.of("running"), info.running())
                .number(names.of("stopped"), info.containers() - info.running())
                .object();
    }

    /** A JSON member's name, or that of podman's field in Go, which a template has to say. */
    private record Names(boolean go) {
        String of(String name) {
            if (!go) {
                return name;
            }
            return switch (name) {
                case "cgroupVersion" -> "CgroupsVersion";
                case "cpus" -> "CPUs";
                case "ociRuntime" -> "OCIRuntime";
                case "os" -> "OS";
                case "apparmorEnabled" -> "AppArmorEnabled";
                case "seccompEnabled" -> "SECCOMPEnabled";
                case "selinuxEnabled" -> "SELinuxEnabled";
                default -> Character.toUpperCase(name.charAt(0)) + name.substring(1);
            };
        }
    }
}
