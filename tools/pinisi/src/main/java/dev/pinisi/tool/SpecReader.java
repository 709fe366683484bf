package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.ContainerSpecBuilder;
import dev.pinisi.engine.Sizes;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts the options of {@code run} and {@code create} into a {@link ContainerSpec}. */
final class SpecReader {
    private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy");

    private final Invocation call;
    private final Arguments arguments;

    SpecReader(Invocation call) {
        this.call = call;
        this.arguments = call.arguments();
    }

    ContainerSpec read(String image) {
        ContainerSpecBuilder spec = ContainerSpec.of(image);
        process(spec);
        environment(spec);
        files(spec);
        network(spec);
        security(spec);
        resources(spec);
        life(spec);
        labels(spec);
        return spec.createCommand(call.line()).build();
    }

    private void process(ContainerSpecBuilder spec) {
        List<String> words = call.words();
        spec.command(words.subList(1, words.size()));
        if (arguments.has("entrypoint")) {
            spec.entrypoint(entrypoint(arguments.string("entrypoint")));
        }
        text("user", spec::user);
        text("workdir", spec::workdir);
        text("tz", spec::timezone);
        each("group-add", spec::groupAdd);
        if (arguments.has("umask")) {
            spec.umask(arguments.string("umask"));
        }
        if (arguments.has("oom-score-adj")) {
            spec.oomScoreAdj((int) arguments.number("oom-score-adj"));
        }
        each("ulimit", spec::ulimit);
        spec.terminal(arguments.flag("tty"))
                .stdin(arguments.flag("interactive") || arguments.list("attach").contains("stdin"))
                .init(arguments.flag("init") ? arguments.string("init-path") : "");
    }

    /** A JSON list, or one word; the empty word takes the image's entrypoint away. */
    private static List<String> entrypoint(String text) {
        if (!text.startsWith("[")) {
            return text.isEmpty() ? List.of() : List.of(text);
        }
        try {
            return JsonCursor.of(Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .strings();
        } catch (JsonException e) {
            throw new CommandException("--entrypoint " + text + ": not a JSON list of strings: " + e.getMessage(), e);
        }
    }

    private void environment(ContainerSpecBuilder spec) {
        Map<String, String> host = System.getenv();
        if (arguments.flag("http-proxy")) {
            for (String name : PROXIES) {
                copy(host, name, spec);
                copy(host, name.toUpperCase(Locale.ROOT), spec);
            }
        }
        if (arguments.flag("env-host")) {
            for (Map.Entry<String, String> variable : host.entrySet()) {
                spec.env(variable.getKey(), variable.getValue());
            }
        }
        for (Map.Entry<String, String> variable :
                new Environment(host).read(arguments).entrySet()) {
            spec.env(variable.getKey(), variable.getValue());
        }
        each("unsetenv", spec::unsetEnv);
    }

    private static void copy(Map<String, String> host, String name, ContainerSpecBuilder spec) {
        String value = host.get(name);
        if (value != null) {
            spec.env(name, value);
        }
    }

    private void files(ContainerSpecBuilder spec) {
        each("volume", spec::volume);
        each("mount", spec::mount);
        each("tmpfs", spec::tmpfs);
        each("device", spec::device);
        each("device-cgroup-rule", spec::deviceCgroupRule);
        spec.readOnly(arguments.flag("read-only")).readOnlyTmpfs(arguments.flag("read-only-tmpfs"));
    }

    private void network(ContainerSpecBuilder spec) {
        if (arguments.has("network")) {
            spec.network(String.join(",", arguments.list("network")));
        }
        text("hostname", spec::hostname);
        text("ip", spec::ip);
        text("mac-address", spec::mac);
        each("network-alias", spec::networkAlias);
        each("publish", spec::publish);
        each("expose", spec::expose);
        each("dns", server -> spec.dns(server.equals("none") ? server : address("--dns", server, server)));
        each("dns-search", spec::dnsSearch);
        each("dns-option", spec::dnsOption);
        each("add-host", text -> spec.addHost(host(text)));
        spec.publishAll(arguments.flag("publish-all")).noHosts(arguments.flag("no-hosts"));
    }

    /** {@code name:address}, the address checked; {@code host-gateway} is one, too. */
    private static String host(String text) {
        String address = text.substring(text.indexOf(':') + 1);
        if (text.indexOf(':') > 0 && !address.equals("host-gateway")) {
            address("--add-host", text, address);
        }
        return text;
    }

    private static String address(String option, String text, String address) {
        try {
            InetAddress.ofLiteral(address);
            return address;
        } catch (IllegalArgumentException e) {
            throw new CommandException(option + " " + text + ": \"" + address + "\" is not an ip address", e);
        }
    }

    private void security(ContainerSpecBuilder spec) {
        spec.privileged(arguments.flag("privileged"));
        each("cap-add", spec::capAdd);
        each("cap-drop", spec::capDrop);
        each("security-opt", spec::securityOption);
        text("pid", spec::pid);
        text("ipc", spec::ipc);
        text("uts", spec::uts);
        text("cgroupns", spec::cgroupNamespace);
        String userns = arguments.string("userns");
        if (!userns.isEmpty() && !userns.equals("host")) {
            throw new CommandException("--userns " + userns + " is not supported yet: only host is");
        }
        for (String option : arguments.list("sysctl")) {
            KeyValue pair = KeyValue.required(option, " is invalid, sysctl values must be in the form of KEY=VALUE");
            spec.sysctl(pair.key(), pair.value());
        }
    }

    private void resources(ContainerSpecBuilder spec) {
        size("memory", spec::memory);
        size("memory-reservation", spec::memoryReservation);
        size("memory-swap", spec::memorySwap);
        size("shm-size", spec::shmSize);
        number("cpu-shares", spec::cpuShares);
        number("cpu-quota", spec::cpuQuota);
        number("cpu-period", spec::cpuPeriod);
        number("pids-limit", spec::pidsLimit);
        if (arguments.has("cpus")) {
            cpus(spec);
        }
        if (arguments.has("blkio-weight")) {
            spec.blkioWeight(wholeNumber("blkio-weight"));
        }
        text("cpuset-cpus", spec::cpusetCpus);
        text("cpuset-mems", spec::cpusetMems);
        text("cgroup-parent", spec::cgroupParent);
    }

    private void cpus(ContainerSpecBuilder spec) {
        if (arguments.has("cpu-period") || arguments.has("cpu-quota")) {
            throw new CommandException("--cpus cannot be set together with --cpu-period or --cpu-quota");
        }
        double count = arguments.decimal("cpus");
        if (count < 0) {
            throw new CommandException("--cpus " + arguments.string("cpus") + ": must not be negative");
        }
        if (count > 0) {
            spec.cpus(count);
        }
    }

    private long wholeNumber(String option) {
        String text = arguments.string(option);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CommandException("--" + option + " " + text + ": must be a whole number", e);
        }
    }

    private void life(ContainerSpecBuilder spec) {
        text("name", spec::name);
        text("restart", spec::restart);
        text("pidfile", spec::pidFile);
        text("cidfile", path -> spec.cidFile(Path.of(path).toAbsolutePath().toString()));
        text("stop-signal", name -> spec.stopSignal(KillCommand.signal(name)));
        if (arguments.has("stop-timeout")) {
            spec.stopTimeout((int) Math.min(Integer.MAX_VALUE, arguments.number("stop-timeout")));
        }
        if (arguments.has("timeout")) {
            spec.timeout((int) Math.min(Integer.MAX_VALUE, arguments.number("timeout")));
        }
        spec.autoRemove(arguments.flag("rm"))
                .platform(PullFlags.platform(arguments))
                .logDriver(arguments.string("log-driver"));
        each("log-opt", spec::logOption);
    }

    private void labels(ContainerSpecBuilder spec) {
        for (String file : arguments.list("label-file")) {
            for (String line : Environment.lines(file)) {
                if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                    KeyValue pair = KeyValue.of(line.strip());
                    spec.label(pair.key(), pair.value());
                }
            }
        }
        for (String label : arguments.list("label")) {
            KeyValue pair = KeyValue.of(label);
            spec.label(pair.key(), pair.value());
        }
        for (String annotation : arguments.list("annotation")) {
            KeyValue pair = KeyValue.required(annotation, ": annotations must be formatted KEY=VALUE");
            spec.annotation(pair.key(), pair.value());
        }
    }

    /** What takes one option's text. */
    private interface Text {
        Object take(String value);
    }

    /** What takes one option's number. */
    private interface Amount {
        Object take(long value);
    }

    private void text(String option, Text target) {
        String value = arguments.string(option);
        if (!value.isEmpty()) {
            target.take(value);
        }
    }

    private void each(String option, Text target) {
        for (String value : arguments.list(option)) {
            target.take(value);
        }
    }

    private void size(String option, Amount target) {
        String value = arguments.string(option);
        if (!value.isEmpty()) {
            target.take(Sizes.parse("--" + option, value));
        }
    }

    private void number(String option, Amount target) {
        if (arguments.has(option)) {
            target.take(arguments.number(option));
        }
    }
}
