package dev.pinisi.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.config.Registries;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.config.ShortNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry that everybody uses (distribution, Debian's {@code docker-registry}), in a process of its own. */
public final class DockerRegistry implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");
    private static final String LISTENING = "listening on ";

    private final Process process;
    private final String host;

    private DockerRegistry(Process process, String host) {
        this.process = process;
        this.host = host;
    }

    /**
     * Starts a registry on a free port of the loopback interface.
     *
     * @param directory for its configuration and data
     * @param more sections of its configuration, in YAML
     */
    public static DockerRegistry start(Path directory, String http, String more) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "no docker-registry");
        Path configuration = directory.resolve("registry.yml");
        Files.writeString(configuration, """
                version: 0.1
                log: {level: info, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http:
                  addr: 127.0.0.1:0
                  secret: test
                %s
                %s
                """.formatted(directory.resolve("data"), http, more));
        Process process = new ProcessBuilder(PROGRAM.toString(), "serve", configuration.toString())
                .redirectErrorStream(true)
                .start();
        try {
            return new DockerRegistry(process, listening(process));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    public static DockerRegistry start(Path directory) throws IOException {
        return start(directory, "", "");
    }

    /** {@code 127.0.0.1:PORT}. */
    public String host() {
        return host;
    }

    /** Nothing configured, no credentials, plain HTTP. */
    public static RegistryOptions options() {
        return new RegistryOptions(
                new Registries(List.of(), new ShortNames(ShortNames.Mode.PERMISSIVE, List.of(), Map.of()), List.of()),
                RegistryAuth.none(),
                Optional.of(false),
                new ConfigPlaces(Path.of("/nowhere"), Map.of(), 0),
                List.of(),
                Optional.empty(),
                RegistryPatience.DEFAULT,
                ProgressListener.SILENT,
                RegistryOptions.USER_AGENT,
                Optional.empty());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static String listening(Process process) throws IOException {
        StringBuilder log = new StringBuilder();
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        while (line != null) {
            int at = line.indexOf(LISTENING);
            if (at >= 0) {
                drain(process);
                String rest = line.substring(at + LISTENING.length());
                int end = rest.indexOf(rest.contains(",") ? ',' : '"');
                return end < 0 ? rest : rest.substring(0, end);
            }
            log.append(line).append('\n');
            line = lines.readLine();
        }
        throw new IOException("docker-registry ended: " + log);
    }

    /** Its log would fill the pipe. */
    private static void drain(Process process) {
        Thread.ofVirtual().start(() -> {
            try (InputStream log = process.getInputStream()) {
                log.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // it ended
                return;
            }
        });
    }
}
