package dev.pinisi.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A host of its own for one test class: network and mount namespaces, a store and a run directory. Closing it removes what the
 * containers left and then checks that nothing is left: processes, mounts, cgroups, files.
 */
final class Host implements AutoCloseable {
    static final Path PROJECT = Path.of(System.getProperty("user.dir")).getParent();
    static final Path HOME = Path.of(System.getProperty("pinisi.home", PROJECT + "/distribution/target/pinisi"));
    static final String IMAGE = "localhost/busybox";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Where the machine's own images are, and what its copies learnt: hidden from the tests. */
    private static final Path STORE = Path.of("/var/lib/pinisi");

    final Path directory;
    private final Process holder;
    private final String networkNamespace;
    private final List<Process> started = new ArrayList<>();
    private final Set<Path> foreignCgroups = cgroups();
    private final boolean storeIsNew;

    private Host(Path directory, Process holder, boolean storeIsNew) throws IOException {
        this.directory = directory;
        this.holder = holder;
        this.storeIsNew = storeIsNew;
        this.networkNamespace = Files.readSymbolicLink(Path.of("/proc/" + holder.pid() + "/ns/net"))
                .toString();
    }

    static Host start() {
        assumeTrue("root".equals(System.getProperty("user.name")), "not root");
        assertThat(HOME.resolve("bin/pinisi"))
                .as("the built tool (run distribution/build)")
                .isExecutable();
        try {
            Path directory = Files.createTempDirectory("pinisi-test-");
            boolean storeIsNew = Files.notExists(STORE);
            Files.createDirectories(STORE);
            Process holder = new ProcessBuilder(
                            "unshare",
                            "--mount",
                            "--net",
                            "--propagation",
                            "private",
                            "sh",
                            "-c",
                            "busybox ip link set lo up && mount -t tmpfs tmpfs " + STORE + " && echo ready && exec cat")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(holder.inputReader().readLine())
                    .as("a namespace for the test")
                    .isEqualTo("ready");
            return new Host(directory, holder, storeIsNew);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips the test, by name, where a foreign program is not installed. */
    static void assumeProgram(String program) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                "no " + program + " on PATH");
    }

    /** Runs pinisi on this host's store and waits for it. */
    Result pinisi(String... arguments) {
        return run(pinisiCommand(arguments));
    }

    /** Runs any command in this host's namespaces and waits for it. */
    Result run(String... command) {
        return run(List.of(command));
    }

    Result run(List<String> command) {
        return finish(start(command), command);
    }

    /** Starts pinisi without waiting. */
    Process startPinisi(String... arguments) {
        return start(pinisiCommand(arguments));
    }

    Result finish(Process process, List<String> command) {
        try {
            process.getOutputStream().close();
            StringBuilder err = new StringBuilder();
            Thread reader = Thread.ofVirtual().start(() -> err.append(read(process.getErrorStream())));
            Thread watchdog = Thread.ofVirtual().start(() -> killWhenLate(process));
            String out = read(process.getInputStream());
            int exit = process.waitFor();
            watchdog.interrupt();
            reader.join();
            return new Result(String.join(" ", command), exit, out, err.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void killWhenLate(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(InputStream in) {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    List<String> pinisiCommand(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                HOME.resolve("bin/pinisi").toString(),
                "--root",
                directory.resolve("root").toString(),
                "--runroot",
                directory.resolve("run").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    Process start(List<String> command) {
        List<String> inside = new ArrayList<>(List.of(
                "nsenter",
                "--target",
                Long.toString(holder.pid()),
                "--mount",
                "--net",
                "--",
                "env",
                "--chdir=" + directory));
        inside.addAll(command);
        try {
            Process process = new ProcessBuilder(inside).start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the condition holds; fails when it has not come true in a minute. */
    static void await(String what, BooleanSupplier condition) {
        Instant late = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("still waiting for: %s", what).isBefore(late);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Processes in this host's network namespace, but for the one that holds it. */
    List<String> processes() {
        List<String> found = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Path proc = Path.of("/proc/" + process.pid());
            try {
                if (process.pid() != holder.pid()
                        && Files.readSymbolicLink(proc.resolve("ns/net"))
                                .toString()
                                .equals(networkNamespace)) {
                    found.add(process.pid() + " "
                            + Files.readString(proc.resolve("cmdline")).replace('\0', ' '));
                }
            } catch (IOException gone) {
                continue;
            }
        }
        return found;
    }

    /** Kills one of {@link #processes()}. */
    static void kill(String process) {
        ProcessHandle.of(Long.parseLong(process.substring(0, process.indexOf(' '))))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Mounts below this host's directory, as its namespace sees them. */
    List<String> mounts() {
        try {
            return Files.readAllLines(Path.of("/proc/" + holder.pid() + "/mountinfo")).stream()
                    .filter(line -> line.contains(directory.toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The containers' cgroups in all hierarchies, whoever's they are. */
    private static Set<Path> cgroups() {
        Set<Path> found = new TreeSet<>();
        try (DirectoryStream<Path> hierarchies = Files.newDirectoryStream(Path.of("/sys/fs/cgroup"))) {
            for (Path hierarchy : hierarchies) {
                File[] groups = hierarchy.resolve("pinisi").toFile().listFiles(File::isDirectory);
                for (File group : groups == null ? new File[0] : groups) {
                    found.add(group.toPath());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Those that were not there when this host was started. */
    private Set<Path> ownCgroups() {
        Set<Path> own = cgroups();
        own.removeAll(foreignCgroups);
        return own;
    }

    @Override
    public void close() {
        try {
            pinisi("rm", "--all", "--force", "--time", "0");
            started.forEach(Process::destroyForcibly);
            await("the last processes to end", () -> processes().isEmpty());
            assertThat(mounts()).as("mounts left behind").noneMatch(line -> line.contains("/rootfs/"));
            await("the cgroups to go: " + ownCgroups(), () -> ownCgroups().isEmpty());
        } finally {
            processes().forEach(Host::kill);
            holder.destroyForcibly();
            delete(directory);
            if (storeIsNew) {
                // nothing else than the empty folder is ours
                STORE.toFile().delete();
            }
        }
    }

    private static void delete(Path tree) {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
