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
        for (String option : arguments.given()) {
            single(option, arguments.string(option), spec);
            for (String value : arguments.list(option)) {
                repeatable(option, value, spec);
            }
        }
        process(spec);
        environment(spec);
        files(spec);
        network(spec);
        security(spec);
        cpus(spec);
        life(spec);
        labels(spec);
        return spec.createCommand(call.line()).build();
    }

    /** The options that need nothing but their value. Those that were not given cost nothing. */
    private void single(String option, String value, ContainerSpecBuilder spec) {
        if (value.isEmpty()) {
            return;
        }
        switch (option) {
            case "user" -> spec.user(value);
            case "workdir" -> spec.workdir(value);
            case "tz" -> spec.timezone(value);
            case "umask" -> spec.umask(value);
            case "oom-score-adj" -> spec.oomScoreAdj((int) arguments.number(option));
            case "network" -> spec.network(String.join(",", arguments.list(option)));
            case "hostname" -> spec.hostname(value);
            case "ip" -> spec.networking().ip(value);
            case "mac-address" -> spec.networking().mac(value);
            case "pid" -> spec.pid(value);
            case "ipc" -> spec.ipc(value);
            case "uts" -> spec.uts(value);
            case "cgroupns" -> spec.cgroupNamespace(value);
            case "memory" -> spec.resources().memory(size(option, value));
            case "memory-reservation" -> spec.resources().memoryReservation(size(option, value));
            case "memory-swap" -> spec.resources().memorySwap(size(option, value));
            case "shm-size" -> spec.resources().shmSize(size(option, value));
            case "cpu-shares" -> spec.resources().cpuShares(arguments.number(option));
            case "cpu-quota" -> spec.resources().cpuQuota(arguments.number(option));
            case "cpu-period" -> spec.resources().cpuPeriod(arguments.number(option));
            case "pids-limit" -> spec.resources().pidsLimit(arguments.number(option));
            case "blkio-weight" -> spec.resources().blkioWeight(wholeNumber(option, value));
            case "cpuset-cpus" -> spec.resources().cpusetCpus(value);
            case "cpuset-mems" -> spec.resources().cpusetMems(value);
            case "cgroup-parent" -> spec.cgroupParent(value);
            case "name" -> spec.name(value);
            case "restart" -> spec.restart(value);
            case "pidfile" -> spec.pidFile(value);
            case "cidfile" -> spec.cidFile(Path.of(value).toAbsolutePath().toString());
            case "stop-signal" -> spec.stopSignal(KillCommand.signal(value));
            case "stop-timeout" -> spec.stopTimeout(seconds(option));
            case "timeout" -> spec.timeout(seconds(option));
            default -> {}
        }
    }

    /** The same for options that may be given again and again. */
    private static void repeatable(String option, String value, ContainerSpecBuilder spec) {
        switch (option) {
            case "group-add" -> spec.groupAdd(value);
            case "ulimit" -> spec.ulimit(value);
            case "unsetenv" -> spec.unsetEnv(value);
            case "volume" -> spec.volume(value);
            case "mount" -> spec.mount(value);
            case "tmpfs" -> spec.tmpfs(value);
            case "device" -> spec.device(value);
            case "device-cgroup-rule" -> spec.deviceCgroupRule(value);
            case "network-alias" -> spec.networking().networkAlias(value);
            case "publish" -> spec.networking().publish(value);
            case "expose" -> spec.networking().expose(value);
            case "dns" -> spec.networking().dns(value.equals("none") ? value : address("--dns", value, value));
            case "dns-search" -> spec.networking().dnsSearch(value);
            case "dns-option" -> spec.networking().dnsOption(value);
            case "add-host" -> spec.networking().addHost(host(value));
            case "cap-add" -> spec.capAdd(value);
            case "cap-drop" -> spec.capDrop(value);
            case "security-opt" -> spec.securityOption(value);
            case "log-opt" -> spec.logOption(value);
            case "storage-opt" -> spec.resources().rootfsSize(rootfsSize(value));
            default -> {}
        }
    }

    private static long size(String option, String value) {
        return Sizes.parse("--" + option, value);
    }

    private static long rootfsSize(String option) {
        if (!option.startsWith("size=")) {
            throw new CommandException("--storage-opt " + option + " is not supported: only size= is");
        }
        return Sizes.parse("--storage-opt", option.substring("size=".length()));
    }

    private int seconds(String option) {
        return (int) Math.min(Integer.MAX_VALUE, arguments.number(option));
    }

    private void process(ContainerSpecBuilder spec) {
        List<String> words = call.words();
        spec.command(words.subList(1, words.size()));
        if (arguments.has("entrypoint")) {
            spec.entrypoint(entrypoint(arguments.string("entrypoint")));
        }
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
    }

    private static void copy(Map<String, String> host, String name, ContainerSpecBuilder spec) {
        String value = host.get(name);
        if (value != null) {
            spec.env(name, value);
        }
    }

    private void files(ContainerSpecBuilder spec) {
        spec.readOnly(arguments.flag("read-only")).readOnlyTmpfs(arguments.flag("read-only-tmpfs"));
    }

    private void network(ContainerSpecBuilder spec) {
        spec.networking().publishAll(arguments.flag("publish-all")).noHosts(arguments.flag("no-hosts"));
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
        String userns = arguments.string("userns");
        if (!userns.isEmpty() && !userns.equals("host")) {
            throw new CommandException("--userns " + userns + " is not supported yet: only host is");
        }
        for (String option : arguments.list("sysctl")) {
            KeyValue pair = KeyValue.required(option, " is invalid, sysctl values must be in the form of KEY=VALUE");
            spec.sysctl(pair.key(), pair.value());
        }
    }

    private void cpus(ContainerSpecBuilder spec) {
        if (!arguments.has("cpus")) {
            return;
        }
        if (arguments.has("cpu-period") || arguments.has("cpu-quota")) {
            throw new CommandException("--cpus cannot be set together with --cpu-period or --cpu-quota");
        }
        double count = arguments.decimal("cpus");
        if (count < 0) {
            throw new CommandException("--cpus " + arguments.string("cpus") + ": must not be negative");
        }
        if (count > 0) {
            spec.resources().cpus(count);
        }
    }

    private static long wholeNumber(String option, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CommandException("--" + option + " " + text + ": must be a whole number", e);
        }
    }

    private void life(ContainerSpecBuilder spec) {
        spec.autoRemove(arguments.flag("rm"))
                .platform(PullFlags.platform(arguments))
                .logDriver(arguments.string("log-driver"));
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
}
