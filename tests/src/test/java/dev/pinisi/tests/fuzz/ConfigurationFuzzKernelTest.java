package dev.pinisi.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.tests.conformance.OciRuntime;
import dev.pinisi.tests.conformance.RootFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Changed documents are planned and created by the real program. More than the usual few hundred: {@code -Dpinisi.fuzz=10000}; others:
 * {@code -Dpinisi.fuzz.seed=2}.
 */
class ConfigurationFuzzKernelTest {
    private static final int COUNT = Integer.getInteger("pinisi.fuzz", 400);
    private static final long SEED = Long.getLong("pinisi.fuzz.seed", 1);
    /** Of so many, one is created and one is broken in its text; the others are planned. */
    private static final int SHARE = 4;

    private static final String GROUP =
            "/pinisi/fuzz-" + ProcessHandle.current().pid();

    /** Where one value was changed, and nothing else. */
    private final Map<String, String> changed = new LinkedHashMap<>();

    private Path directory = Path.of("/");
    private OciRuntime runtime = OciRuntime.underTest(directory);

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "not root");
        assumeTrue(Files.isExecutable(RootFilesystem.BUSYBOX), "no /bin/busybox (Debian's package busybox-static)");
        assumeTrue(Files.isExecutable(runtime.program()), "no runtime at " + runtime.program());
        directory = Files.createTempDirectory("pinisi-fuzz-");
        for (String name : new String[] {"mutants", "errors", "bundle", "state"}) {
            Files.createDirectory(directory.resolve(name));
        }
        RootFilesystem.make(directory.resolve("rootfs"), directory.resolve("busybox"));
        Files.write(directory.resolve("sandbox"), resource("sandbox"));
    }

    @AfterEach
    void clean() throws IOException {
        if (directory.getNameCount() == 0) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
        try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            hierarchies.forEach(top -> Path.of(top + GROUP).toFile().delete());
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = ConfigurationFuzzKernelTest.class.getResourceAsStream("/fuzz/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void no_document_crashes_the_runtime_or_leaves_anything_behind() throws Exception {
        writeMutants();
        List<String> wrong = new ArrayList<>();
        int created = 0;
        int refused = 0;
        for (String line : runSandbox()) {
            String[] words = line.split(" ", 4);
            if (words[1].equals("0") && words[0].startsWith("create")) {
                created++;
            }
            refused += words[1].equals(failure(words[0])) ? 1 : 0;
            if (!isFine(words)) {
                wrong.add(line + " " + changed.getOrDefault(words[0], "") + " "
                        + Files.readString(directory.resolve("errors/" + words[0])));
            }
        }
        assertThat(wrong).as("seed " + SEED).isEmpty();
        // else the test would not reach far
        assertThat(created).isGreaterThan(COUNT / SHARE / 10);
        assertThat(refused).isGreaterThan(COUNT / 10);
    }

    /** Done, or one line of an error; and nothing left. */
    private boolean isFine(String[] words) throws IOException {
        boolean clean = words[3].equals("left:");
        if (words[1].equals("0")) {
            return clean;
        }
        List<String> errors = Files.readAllLines(directory.resolve("errors/" + words[0]));
        long lines = errors.stream().filter(line -> !isWarning(line)).count();
        long most = errors.stream().anyMatch(ConfigurationFuzzKernelTest::isExhausted) ? 2 : 1;
        String path = changed.getOrDefault(words[0], "");
        boolean named = path.isEmpty() || errors.stream().anyMatch(line -> Blame.isOn(path, line));
        return clean && words[1].equals(failure(words[0])) && lines >= 1 && lines <= most && named;
    }

    /** A plan that cannot be made is told by 2, as 1 says that two plans differ. */
    private static String failure(String name) {
        return name.startsWith("plan") ? "2" : "1";
    }

    /** When the container's process says so last, the runtime adds that it died. */
    private static boolean isExhausted(String line) {
        return line.startsWith("pinisi-oci: the heap of 64 MB is exhausted");
    }

    private static boolean isWarning(String line) {
        return line.startsWith("pinisi-oci: warning: ");
    }

    private void writeMutants() throws IOException {
        Json document = Json.parse(resource("config.json"));
        Mutator mutator = new Mutator(SEED);
        Path mutants = directory.resolve("mutants");
        for (int i = 0; i < COUNT; i++) {
            boolean one = i / SHARE % 2 == 0;
            switch (i % SHARE) {
                case 0 -> write("create" + i, one, mutator, document);
                case 1 -> Files.write(mutants.resolve("plan" + i), mutator.mutateBytes(document));
                default -> write("plan" + i, one, mutator, document);
            }
        }
    }

    private void write(String name, boolean one, Mutator mutator, Json document) throws IOException {
        Json mutant;
        if (one) {
            Mutator.Change change = mutator.changeValue(document);
            changed.put(name, change.path());
            mutant = change.document();
        } else {
            mutant = mutator.mutate(document);
        }
        boolean created = name.startsWith("create");
        Json written = created ? confined(mutant) : mutant;
        Files.write(
                directory.resolve("mutants/" + name),
                new JsonWriter().value(written).bytes());
    }

    /** With control groups where tests may make them. */
    private static Json confined(Json document) {
        Map<String, Json> members =
                new LinkedHashMap<>(document instanceof Json.Obj object ? object.members() : Map.of());
        Map<String, Json> linux =
                new LinkedHashMap<>(members.get("linux") instanceof Json.Obj object ? object.members() : Map.of());
        linux.put("cgroupsPath", new Json.Str(GROUP + "/fuzz"));
        members.put("linux", new Json.Obj(linux));
        return new Json.Obj(members);
    }

    private List<String> runSandbox() throws Exception {
        Path output = directory.resolve("output");
        Process sandbox = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--net",
                        "--uts",
                        "--ipc",
                        "--propagation",
                        "private",
                        "--kill-child",
                        "sh",
                        "./sandbox",
                        runtime.program().toString(),
                        GROUP)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectErrorStream(true)
                .start();
        boolean ended = sandbox.waitFor(20 + COUNT / 5, TimeUnit.SECONDS);
        sandbox.destroyForcibly();
        List<String> lines = Files.readAllLines(output);
        assertThat(ended)
                .as("ended in time; last: %s", lines.isEmpty() ? "nothing" : lines.getLast())
                .isTrue();
        assertThat(lines).hasSize(COUNT);
        return lines;
    }
}
