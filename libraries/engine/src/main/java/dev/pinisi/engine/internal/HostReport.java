package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineInfo;
import dev.pinisi.engine.EngineOptions;
import dev.pinisi.linux.Child;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Pipe;
import dev.pinisi.linux.SpawnRequest;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        File disk = options.root().toFile();
        return new EngineInfo(
                VERSION,
                options.root(),
                options.runRoot(),
                disk.getTotalSpace(),
                disk.getTotalSpace() - disk.getFreeSpace(),
                store.get().rootFilesystems().report(),
                store.get().images().list().size(),
                containers,
                running,
                program(options.runtime(), "pinisi-oci"),
                program(options.monitor(), "pinisi-monitor"),
                aotCache(),
                Machine.read());
    }

    private EngineInfo.Program program(String chosen, String usual) {
        Optional<Path> path = parts.programs().find(chosen.isEmpty() ? usual : chosen);
        return path.isPresent()
                ? new EngineInfo.Program(path.get().toString(), version(path.get()))
                : new EngineInfo.Program("", "");
    }

    private String version(Path program) {
        try (Pipe pipe = Pipe.open()) {
            int writer = pipe.writer().number();
            SpawnRequest request = SpawnRequest.of(
                            program, List.of(program.toString(), "--version"), ChildEnvironment.get())
                    .withDescriptors(Map.of(0, 0, 1, writer, 2, 2));
            try (Child child = parts.spawn().start(request)) {
                pipe.writer().close();
                String version = RuntimeCommand.readAll(pipe.reader());
                return child.await().shellCode() == 0 ? version : "";
            }
        } catch (LinuxException cannotRun) {
            return "";
        }
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
}
