package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.NetworkSettings;
import dev.pinisi.engine.PortMapping;
import dev.pinisi.engine.ProcessSettings;
import dev.pinisi.linux.SignalNames;
import dev.pinisi.spec.ContainerDefaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills what the user left open from the image's configuration. */
final class ImageDefaults {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int SIGTERM = 15;

    private final ContainerSpec spec;
    private final ContainerDefaults image;

    private ImageDefaults(ContainerSpec spec, ContainerDefaults image) {
        this.spec = spec;
        this.image = image;
    }

    static ContainerSpec apply(ContainerSpec spec, ContainerDefaults image) {
        return new ImageDefaults(spec, image).resolved();
    }

    private ContainerSpec resolved() {
        Map<String, String> labels = new LinkedHashMap<>(image.labels());
        labels.putAll(spec.labels());
        return new ContainerSpec(
                spec.image(),
                spec.name(),
                spec.hostname(),
                process(),
                spec.security(),
                network(),
                spec.namespaces(),
                spec.resources(),
                mounts(),
                spec.devices(),
                spec.deviceCgroupRules(),
                spec.sysctl(),
                labels,
                spec.annotations(),
                spec.log(),
                stopSignal(),
                spec.stopTimeout(),
                spec.timeout(),
                spec.autoRemove(),
                spec.cgroupParent(),
                spec.platform(),
                spec.pidFile(),
                spec.cidFile(),
                spec.createCommand());
    }

    private ProcessSettings process() {
        ProcessSettings process = spec.process();
        List<String> entrypoint = process.entrypoint().orElse(image.entrypoint());
        // whoever replaces the entrypoint does not want the image's arguments to it
        List<String> command =
                process.command().isEmpty() && process.entrypoint().isEmpty() ? image.command() : process.command();
        if (entrypoint.isEmpty() && command.isEmpty()) {
            throw new EngineException(
                    EngineException.Kind.INVALID_SPEC,
                    spec.image(),
                    "no command or entrypoint was given, and the image " + spec.image() + " has none: name a command");
        }
        return new ProcessSettings(
                entrypoint.isEmpty() ? Optional.empty() : Optional.of(entrypoint),
                command,
                environment(),
                process.unsetEnv(),
                process.user().isEmpty() ? image.user() : process.user(),
                process.groups(),
                workdir(),
                process.workdirMustExist(),
                process.terminal(),
                process.stdin(),
                process.init(),
                process.umask(),
                process.oomScoreAdj(),
                process.ulimits(),
                process.timezone());
    }

    private String workdir() {
        String workdir = spec.process().workdir().isEmpty()
                ? image.workingDirectory()
                : spec.process().workdir();
        if (!workdir.isEmpty() && !workdir.startsWith("/")) {
            throw Invalid.option("--workdir", workdir, "must be an absolute path in the container");
        }
        return workdir;
    }

    private Map<String, String> environment() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("PATH", PATH);
        if (spec.process().terminal()) {
            env.put("TERM", "xterm");
        }
        env.put("container", "pinisi");
        for (String variable : image.environment()) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                env.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        for (String variable : spec.process().unsetEnv()) {
            env.remove(variable);
        }
        env.putAll(spec.process().env());
        return env;
    }

    private NetworkSettings network() {
        NetworkSettings network = spec.network();
        List<String> expose = new ArrayList<>(image.exposedPorts());
        expose.addAll(network.expose());
        List<PortMapping> ports = new ArrayList<>(network.ports());
        if (network.publishAll()) {
            for (String port : expose) {
                ports.add(PortParser.parse(port));
            }
        }
        return new NetworkSettings(
                network.mode(),
                network.ip(),
                network.mac(),
                network.aliases(),
                ports,
                network.publishAll(),
                expose,
                network.dns(),
                network.dnsSearch(),
                network.dnsOptions(),
                network.hosts(),
                network.noHosts());
    }

    /** The user's mounts, each anonymous volume with a name now, and one for each volume of the image not mounted over. */
    private List<MountSpec> mounts() {
        List<MountSpec> mounts =
                new ArrayList<>(spec.mounts().size() + image.volumes().size());
        for (MountSpec mount : spec.mounts()) {
            boolean anonymous =
                    mount instanceof MountSpec.Volume volume && volume.name().isEmpty();
            mounts.add(anonymous ? new MountSpec.Volume(Ids.id(), mount.destination(), mount.options()) : mount);
        }
        for (String destination : image.volumes()) {
            String clean = MountParser.clean(destination);
            if (!isMounted(clean)) {
                mounts.add(new MountSpec.Volume(Ids.id(), clean, List.of()));
            }
        }
        return mounts;
    }

    private boolean isMounted(String destination) {
        for (MountSpec mount : spec.mounts()) {
            if (mount.destination().equals(destination)) {
                return true;
            }
        }
        return false;
    }

    private int stopSignal() {
        if (spec.stopSignal() != 0) {
            return spec.stopSignal();
        }
        return image.stopSignal().isEmpty()
                ? SIGTERM
                : SignalNames.number(image.stopSignal()).orElse(SIGTERM);
    }
}
