package dev.pinisi.config;

import dev.pinisi.config.internal.TomlSection;
import dev.pinisi.config.internal.TomlTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table {@code [engine]} of containers.conf(5). What no file says is absent.
 *
 * @param cgroupManager {@code cgroupfs} or {@code systemd}
 * @param runtime the name or path of the OCI runtime
 * @param runtimes for each runtime's name the paths to look for it at
 * @param monitorPaths the paths to look for the monitor at ({@code conmon_path})
 * @param monitorEnvironment {@code NAME=value}
 * @param pullPolicy {@code always}, {@code missing}, {@code never} or {@code newer}
 * @param imageParallelCopies how many layers are fetched at once; 0 for the default
 * @param stopTimeout in seconds
 */
public record EngineSettings(
        Optional<String> cgroupManager,
        Optional<String> runtime,
        Map<String, List<String>> runtimes,
        List<String> monitorPaths,
        List<String> monitorEnvironment,
        Optional<String> pullPolicy,
        Optional<Long> imageParallelCopies,
        Optional<Long> stopTimeout,
        Optional<String> detachKeys,
        List<String> helperBinariesDirectories,
        List<String> hooksDirectories) {

    static EngineSettings read(List<TomlTable> files) {
        TomlSection section = new TomlSection(files, "engine");
        return new EngineSettings(
                section.string("cgroup_manager"),
                section.string("runtime"),
                section.stringsMap("runtimes"),
                section.strings("conmon_path").orElse(List.of()),
                section.strings("conmon_env_vars").orElse(List.of()),
                section.string("pull_policy"),
                section.integer("image_parallel_copies"),
                section.integer("stop_timeout"),
                section.string("detach_keys"),
                section.strings("helper_binaries_dir").orElse(List.of()),
                section.strings("hooks_dir").orElse(List.of()));
    }
}
