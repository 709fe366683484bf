package dev.pinisi.engine;

import dev.pinisi.engine.internal.DeviceParser;
import dev.pinisi.engine.internal.MountParser;
import dev.pinisi.engine.internal.SecurityOptions;
import dev.pinisi.engine.internal.UlimitParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Collects a {@link ContainerSpec}. Each method is one of {@code podman create}'s options; those that take a value with a
 * grammar of its own take its text. Not thread-safe.
 *
 * <p>Methods that read a text throw {@link EngineException} of kind {@code INVALID_SPEC} if it is wrong.
 */
public final class ContainerSpecBuilder {
    private final String image;
    private Optional<String> name = Optional.empty();
    private String hostname = "";

    private Optional<List<String>> entrypoint = Optional.empty();
    private List<String> command = List.of();
    private final Map<String, String> env = new LinkedHashMap<>();
    private final List<String> unsetEnv = new ArrayList<>();
    private String user = "";
    private final List<String> groups = new ArrayList<>();
    private String workdir = "";
    private boolean terminal;
    private boolean stdin;
    private String init = "";
    private OptionalInt umask = OptionalInt.empty();
    private OptionalInt oomScoreAdj = OptionalInt.empty();
    private final List<Ulimit> ulimits = new ArrayList<>();
    private String timezone = "";

    private final SecurityOptions security = new SecurityOptions();
    private final NetworkSettingsBuilder networking = new NetworkSettingsBuilder();
    private final ResourceLimitsBuilder resources = new ResourceLimitsBuilder();

    private NamespaceMode pid = new NamespaceMode.Usual();
    private NamespaceMode ipc = new NamespaceMode.Usual();
    private NamespaceMode uts = new NamespaceMode.Usual();
    private NamespaceMode cgroup = new NamespaceMode.Usual();

    private final List<MountSpec> mounts = new ArrayList<>();
    private final List<DeviceMapping> devices = new ArrayList<>();
    private final List<String> deviceCgroupRules = new ArrayList<>();
    private final Map<String, String> sysctl = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private String logDriver = "k8s-file";
    private String logPath = "";
    private long logMaxSize = -1;
    private String logTag = "";
    private int stopSignal;
    private int stopTimeout = -1;
    private int timeout;
    private boolean autoRemove;
    private String cgroupParent = "";
    private String platform = "";
    private String pidFile = "";
    private String cidFile = "";
    private List<String> createCommand = List.of();

    ContainerSpecBuilder(String image) {
        this.image = image;
    }

    public ContainerSpecBuilder name(String value) {
        name = Optional.of(value);
        return this;
    }

    public ContainerSpecBuilder hostname(String value) {
        hostname = value;
        return this;
    }

    /** An empty list for none at all. */
    public ContainerSpecBuilder entrypoint(List<String> value) {
        entrypoint = Optional.of(List.copyOf(value));
        return this;
    }

    public ContainerSpecBuilder command(List<String> value) {
        command = List.copyOf(value);
        return this;
    }

    /** {@code --env}; also for the lines of {@code --env-file}, which come first. */
    public ContainerSpecBuilder env(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    public ContainerSpecBuilder unsetEnv(String variable) {
        unsetEnv.add(variable);
        return this;
    }

    /** {@code --user}: {@code user[:group]}, names or numbers. */
    public ContainerSpecBuilder user(String value) {
        user = value;
        return this;
    }

    public ContainerSpecBuilder groupAdd(String group) {
        groups.add(group);
        return this;
    }

    public ContainerSpecBuilder workdir(String path) {
        workdir = path;
        return this;
    }

    public ContainerSpecBuilder terminal(boolean on) {
        terminal = on;
        return this;
    }

    public ContainerSpecBuilder stdin(boolean on) {
        stdin = on;
        return this;
    }

    /** {@code --init-path}: a program to run the command below; empty for none. */
    public ContainerSpecBuilder init(String program) {
        init = program;
        return this;
    }

    /** {@code --umask}: octal. */
    public ContainerSpecBuilder umask(String octal) {
        try {
            umask = OptionalInt.of(Integer.parseInt(octal, 8));
        } catch (NumberFormatException e) {
            throw invalid("--umask", octal, "must be octal, such as 0022");
        }
        return this;
    }

    public ContainerSpecBuilder oomScoreAdj(int value) {
        if (value < -1000 || value > 1000) {
            throw invalid("--oom-score-adj", Integer.toString(value), "must be from -1000 to 1000");
        }
        oomScoreAdj = OptionalInt.of(value);
        return this;
    }

    /** {@code --ulimit}: {@code name=soft[:hard]}, or {@code host}. */
    public ContainerSpecBuilder ulimit(String text) {
        ulimits.add(UlimitParser.parse(text));
        return this;
    }

    public ContainerSpecBuilder timezone(String value) {
        timezone = value;
        return this;
    }

    public ContainerSpecBuilder capAdd(String capability) {
        security.addCapability(capability);
        return this;
    }

    public ContainerSpecBuilder capDrop(String capability) {
        security.dropCapability(capability);
        return this;
    }

    public ContainerSpecBuilder privileged(boolean on) {
        security.privileged(on);
        return this;
    }

    public ContainerSpecBuilder readOnly(boolean on) {
        security.readOnly(on);
        return this;
    }

    public ContainerSpecBuilder readOnlyTmpfs(boolean on) {
        security.readOnlyTmpfs(on);
        return this;
    }

    /** {@code --security-opt}: {@code seccomp=…}, {@code no-new-privileges}, {@code mask=…}, {@code unmask=…} … */
    public ContainerSpecBuilder securityOption(String text) {
        security.option(text);
        return this;
    }

    /** {@link NetworkSettingsBuilder#mode}. */
    public ContainerSpecBuilder network(String mode) {
        networking.mode(mode);
        return this;
    }

    /** The network's options. */
    public NetworkSettingsBuilder networking() {
        return networking;
    }

    /** What it may use up. */
    public ResourceLimitsBuilder resources() {
        return resources;
    }

    public ContainerSpecBuilder pid(String mode) {
        pid = NamespaceMode.parse("--pid", mode);
        return this;
    }

    public ContainerSpecBuilder ipc(String mode) {
        ipc = NamespaceMode.parse("--ipc", mode);
        return this;
    }

    public ContainerSpecBuilder uts(String mode) {
        uts = NamespaceMode.parse("--uts", mode);
        return this;
    }

    public ContainerSpecBuilder cgroupNamespace(String mode) {
        cgroup = NamespaceMode.parse("--cgroupns", mode);
        return this;
    }

    /** {@code --volume}: {@code [source:]destination[:options]}; a source that begins with a dot is resolved here. */
    public ContainerSpecBuilder volume(String text) {
        mounts.add(MountParser.volume(text));
        return this;
    }

    /** {@code --mount}: {@code type=bind|volume|tmpfs,source=…,destination=…,…}. */
    public ContainerSpecBuilder mount(String text) {
        mounts.add(MountParser.mount(text));
        return this;
    }

    /** {@code --tmpfs}: {@code destination[:options]}. */
    public ContainerSpecBuilder tmpfs(String text) {
        mounts.add(MountParser.tmpfs(text));
        return this;
    }

    /** {@code --device}: {@code host[:container][:permissions]}; a folder means all devices in it. */
    public ContainerSpecBuilder device(String text) {
        devices.add(DeviceParser.parse(text));
        return this;
    }

    public ContainerSpecBuilder deviceCgroupRule(String rule) {
        deviceCgroupRules.add(rule);
        return this;
    }

    public ContainerSpecBuilder sysctl(String key, String value) {
        sysctl.put(key, value);
        return this;
    }

    public ContainerSpecBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    public ContainerSpecBuilder annotation(String key, String value) {
        annotations.put(key, value);
        return this;
    }

    /** {@code --log-driver}: {@code k8s-file}, {@code json-file} (the same) or {@code none}. */
    public ContainerSpecBuilder logDriver(String value) {
        logDriver = switch (value) {
            case "k8s-file", "json-file" -> "k8s-file";
            case "none" -> "none";
            default -> throw invalid("--log-driver", value, "must be k8s-file or none");
        };
        return this;
    }

    /** {@code --log-opt}: {@code path=…}, {@code max-size=…}, {@code tag=…}. */
    public ContainerSpecBuilder logOption(String text) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals);
        String value = text.substring(equals + 1);
        switch (key) {
            case "path" -> logPath = value;
            case "max-size" -> logMaxSize = Sizes.parse("--log-opt max-size", value);
            case "tag" -> logTag = value;
            default -> throw invalid("--log-opt", text, "must be path=, max-size= or tag=");
        }
        return this;
    }

    /** {@code --stop-signal}: a signal's number. */
    public ContainerSpecBuilder stopSignal(int signal) {
        stopSignal = signal;
        return this;
    }

    /** Seconds. */
    public ContainerSpecBuilder stopTimeout(int seconds) {
        stopTimeout = seconds;
        return this;
    }

    /** {@code --timeout}: seconds after which the container is killed. */
    public ContainerSpecBuilder timeout(int seconds) {
        timeout = seconds;
        return this;
    }

    /** {@code --restart}: only {@code no} is there yet. */
    public ContainerSpecBuilder restart(String policy) {
        if (!policy.isEmpty() && !policy.equals("no") && !policy.equals("never")) {
            throw invalid("--restart", policy, "only \"no\" is supported");
        }
        return this;
    }

    public ContainerSpecBuilder autoRemove(boolean on) {
        autoRemove = on;
        return this;
    }

    public ContainerSpecBuilder cgroupParent(String path) {
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw invalid("--cgroup-parent", path, "must be an absolute path below the cgroup root");
        }
        cgroupParent = path;
        return this;
    }

    public ContainerSpecBuilder platform(String value) {
        platform = value;
        return this;
    }

    /** {@code --pidfile}. */
    public ContainerSpecBuilder pidFile(String path) {
        pidFile = path;
        return this;
    }

    /** {@code --cidfile}: whoever creates the container writes the file; it goes when the container does. */
    public ContainerSpecBuilder cidFile(String path) {
        cidFile = path;
        return this;
    }

    public ContainerSpecBuilder createCommand(List<String> commandLine) {
        createCommand = List.copyOf(commandLine);
        return this;
    }

    public ContainerSpec build() {
        return new ContainerSpec(
                image,
                name,
                hostname,
                process(),
                security.settings(),
                networking.build(),
                new NamespaceSettings(pid, ipc, uts, cgroup),
                resources.build(),
                List.copyOf(mounts),
                List.copyOf(devices),
                List.copyOf(deviceCgroupRules),
                sysctl,
                labels,
                annotations,
                new LogSettings(logDriver, logPath, logMaxSize, logTag),
                stopSignal,
                stopTimeout,
                timeout,
                autoRemove,
                cgroupParent,
                platform,
                pidFile,
                cidFile,
                createCommand);
    }

    private ProcessSettings process() {
        return new ProcessSettings(
                entrypoint,
                command,
                env,
                List.copyOf(unsetEnv),
                user,
                List.copyOf(groups),
                workdir,
                !workdir.isEmpty(),
                terminal,
                stdin,
                init,
                umask,
                oomScoreAdj,
                List.copyOf(ulimits),
                timezone);
    }

    static EngineException invalid(String option, String value, String problem) {
        return new EngineException(EngineException.Kind.INVALID_SPEC, value, option + " " + value + ": " + problem);
    }
}
