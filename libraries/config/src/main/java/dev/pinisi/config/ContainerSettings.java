package dev.pinisi.config;

import dev.pinisi.config.internal.TomlSection;
import dev.pinisi.config.internal.TomlTable;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code [containers]} of containers.conf(5). What no file says is absent: the engine's own default holds.
 *
 * @param ulimits {@code nofile=SOFT:HARD}
 * @param environment {@code NAME=value}
 * @param logDriver {@code k8s-file}, {@code none} …
 * @param logSizeMax in bytes; 0 or less for no limit
 * @param pidsLimit 0 or less for no limit
 * @param shmSize {@code 65536k}
 * @param umask octal
 */
public record ContainerSettings(
        Optional<List<String>> capabilities,
        List<String> sysctls,
        List<String> ulimits,
        List<String> annotations,
        List<String> devices,
        List<String> dnsServers,
        List<String> dnsSearches,
        List<String> dnsOptions,
        List<String> environment,
        boolean hostEnvironment,
        Optional<Boolean> httpProxy,
        boolean init,
        Optional<String> initPath,
        boolean readOnly,
        Optional<String> logDriver,
        Optional<Long> logSizeMax,
        Optional<String> logTag,
        List<String> mounts,
        List<String> volumes,
        boolean noHosts,
        Optional<Long> pidsLimit,
        Optional<String> seccompProfile,
        Optional<String> shmSize,
        Optional<String> timeZone,
        Optional<String> umask,
        Namespaces namespaces) {

    /** The defaults of {@code --net}, {@code --ipc} and so on. */
    public record Namespaces(
            Optional<String> network,
            Optional<String> ipc,
            Optional<String> pid,
            Optional<String> uts,
            Optional<String> user,
            Optional<String> cgroup) {}

    static ContainerSettings read(List<TomlTable> files) {
        TomlSection section = new TomlSection(files, "containers");
        return new ContainerSettings(
                section.strings("default_capabilities"),
                list(section, "default_sysctls"),
                list(section, "default_ulimits"),
                list(section, "annotations"),
                list(section, "devices"),
                list(section, "dns_servers"),
                list(section, "dns_searches"),
                list(section, "dns_options"),
                list(section, "env"),
                section.bool("env_host").orElse(false),
                section.bool("http_proxy"),
                section.bool("init").orElse(false),
                section.string("init_path"),
                section.bool("read_only").orElse(false),
                section.string("log_driver"),
                section.integer("log_size_max"),
                section.string("log_tag"),
                list(section, "mounts"),
                list(section, "volumes"),
                section.bool("no_hosts").orElse(false),
                section.integer("pids_limit"),
                section.string("seccomp_profile"),
                section.string("shm_size"),
                section.string("tz"),
                section.scalar("umask"),
                namespaces(section));
    }

    private static Namespaces namespaces(TomlSection section) {
        return new Namespaces(
                section.string("netns"),
                section.string("ipcns"),
                section.string("pidns"),
                section.string("utsns"),
                section.string("userns"),
                section.string("cgroupns"));
    }

    private static List<String> list(TomlSection section, String key) {
        return section.strings(key).orElse(List.of());
    }
}
