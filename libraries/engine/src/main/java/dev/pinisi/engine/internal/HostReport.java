package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineInfo;
import dev.pinisi.engine.EngineOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code info} says. */
final class HostReport {
    /** Ours. */
    static final String VERSION = "0.1.0";

    private final Parts parts;
    private final LazyStore store;

    HostReport(Parts parts, LazyStore store) {
        this.parts = parts;
        this.store = store;
    }

    EngineInfo info() {
        EngineOptions options = parts.options();
        int containers = 0;
        int running = 0;
        for (String id : parts.store().ids()) {
            ContainerFiles files = parts.store().files(id);
            if (Files.exists(files.record())) {
                containers++;
                running += parts.status(files).running() ? 1 : 0;
            }
        }
        return new EngineInfo(
                VERSION,
                options.root(),
                options.runRoot(),
                store.get().rootFilesystems().driver(),
                store.get().images().list().size(),
                containers,
                running,
                cgroups(),
                program(options.runtime(), "pinisi-oci"),
                program(options.monitor(), "pinisi-monitor"),
                aotCache(),
                System.getProperty("os.version", ""),
                Runtime.getRuntime().availableProcessors(),
                memory());
    }

    private String program(String chosen, String usual) {
        Optional<Path> path = parts.programs().find(chosen.isEmpty() ? usual : chosen);
        return path.isPresent() ? path.get().toString() : "";
    }

    private static String cgroups() {
        if (HostFacts.hasUnifiedCgroups()) {
            return "v2";
        }
        return Files.exists(Path.of("/sys/fs/cgroup/unified/cgroup.controllers")) ? "hybrid" : "v1";
    }

    /** The file that this JVM mapped as its AOT cache: what the command line names may have been refused. */
    private static String aotCache() {
        String arguments =
                new String(AtomicFiles.read(Path.of("/proc/self/cmdline")).orElse(new byte[0]), StandardCharsets.UTF_8);
        String option = "-XX:AOTCache=";
        int at = arguments.indexOf(option);
        if (at < 0) {
            return "";
        }
        int end = arguments.indexOf('\0', at);
        String path = arguments.substring(at + option.length(), end < 0 ? arguments.length() : end);
        try {
            String mapped = Path.of(path).toRealPath().toString();
            return AtomicFiles.readText(Path.of("/proc/self/maps")).contains(mapped) ? path : "";
        } catch (IOException gone) {
            return "";
        }
    }

    private static long memory() {
        String text = AtomicFiles.readText(Path.of("/proc/meminfo"));
        int at = text.indexOf("MemTotal:");
        int end = text.indexOf("kB", at);
        if (at < 0 || end < 0) {
            return 0;
        }
        return Long.parseLong(text.substring(at + "MemTotal:".length(), end).trim()) * 1024;
    }
}
