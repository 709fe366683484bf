package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpecBuilder;
import dev.pinisi.engine.EngineOptions;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.Processes;
import dev.pinisi.linux.Signals;
import dev.pinisi.linux.Sockets;
import dev.pinisi.linux.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * An engine over a temporary folder, with shell scripts for monitor and runtime: the "container" is a process of the
 * host that waits until the runtime's start, then runs the script in the environment of the test.
 */
final class Harness {
    final Path root;
    final Path runRoot;
    final RecordingRootfs rootfs;
    final RecordingNetworks networks = new RecordingNetworks();
    final ContainerStore store;
    final Parts parts;
    private final Path directory;

    Harness(Path directory, String containerScript) throws IOException {
        this.directory = directory;
        root = directory.resolve("root");
        runRoot = directory.resolve("run");
        rootfs = new RecordingRootfs(directory.resolve("rootfs"));
        store = new ContainerStore(root, runRoot);
        EngineOptions options = EngineOptions.defaults()
                .withRoot(root)
                .withRunRoot(runRoot)
                .withRuntime(runtime().toString())
                .withMonitor(monitor(containerScript).toString());
        parts = new Parts(
                options,
                store,
                new Programs(options),
                rootfs,
                networks,
                new VolumeStore(root, store, new LazyStore(options)),
                Spawn.system(),
                Processes.system(),
                Signals.system(),
                Sockets.system());
    }

    private Path runtime() throws IOException {
        return script("runtime", """
                echo "$3 $4 $5" >>%1$s/runtime.log
                bundle=${2%%/oci}/containers
                rm %1$s/killed 2>/dev/null && kill -9 $$
                case $3 in
                start) : >$bundle/$4/started ;;
                delete) kill -9 $(cat $bundle/$5/pidfile) 2>/dev/null ;;
                esac
                exit 0
                """.formatted(directory));
    }

    private Path monitor(String containerScript) throws IOException {
        return script("monitor", """
                while [ $# -gt 0 ]; do
                    case $1 in
                    -b) bundle=$2 ;;
                    -p) pidfile=$2 ;;
                    --persist-dir) persist=$2 ;;
                    --exit-dir) exits=$2 ;;
                    -c) id=$2 ;;
                    --conmon-pidfile) own=$2 ;;
                    esac
                    shift
                done
                if [ -e %1$s/refuse ]; then
                    echo '{"data": -1, "message": "exec: \\"x\\": executable file not found in $PATH"}' >&3
                    exit 1
                fi
                (
                    (
                        exec 3>&-
                        while [ ! -e $bundle/started ]; do sleep 0.01; done
                        %2$s
                    ) &
                    pid=$!
                    echo $pid >$pidfile
                    sh -c 'echo $PPID' >$own
                    echo "{\\"data\\": $pid}" >&3
                    exec 3>&-
                    wait $pid
                    code=$?
                    if [ -n "$persist" ]; then
                        echo $code >$persist/exit.new && mv $persist/exit.new $persist/exit
                    fi
                    echo $code >$exits/$id.new && mv $exits/$id.new $exits/$id
                ) </dev/null >/dev/null 2>&1 &
                """.formatted(directory, containerScript));
    }

    private Path script(String name, String body) throws IOException {
        Path path = directory.resolve(name);
        Files.writeString(path, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return path;
    }

    /** Makes the next monitor fail as if the command were not in the image. */
    void refuse() throws IOException {
        Files.createFile(directory.resolve("refuse"));
    }

    /** Makes the next call of the runtime end by being killed. */
    void killRuntime() throws IOException {
        Files.createFile(directory.resolve("killed"));
    }

    /** Waits until the container's script has made the file {@code ready} in its bundle. */
    void awaitReady(String id) {
        Path ready = store.files(id).bundle().resolve("ready");
        Patience patience = Patience.seconds(20);
        while (!Files.exists(ready)) {
            if (!patience.pause()) {
                throw new AssertionError("the container did not get ready in time");
            }
        }
    }

    /** What the runtime was asked. */
    List<String> runtimeCalls() throws IOException {
        Path log = directory.resolve("runtime.log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream().map(String::trim).toList()
                : List.of();
    }

    @SuppressWarnings("try") // held, not used
    LocalContainer create(String id, String name, ContainerSpecBuilder spec) {
        ContainerRecord record = Samples.record(id, name, spec);
        ContainerRecord ours = new ContainerRecord(
                id,
                name,
                record.created(),
                record.imageId(),
                record.imageName(),
                record.imageDigest(),
                parts.options().runtime(),
                record.spec());
        try (FileLock held = store.claim(id, name)) {
            store.commit(ours);
        }
        return new LocalContainer(parts, ours);
    }
}
