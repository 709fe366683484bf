package dev.pinisi.tests.cgroup2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.tests.conformance.OciRuntime;
import dev.pinisi.tests.conformance.Result;
import dev.pinisi.tests.conformance.RootFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A booted machine with the runtime under test at {@code /bin/runtime} and a root file system at {@code /rootfs}. */
record Guest(VirtualMachine machine, OciRuntime runtime, Path directory) implements AutoCloseable {

    static Guest boot() throws IOException {
        assumeTrue(findOnPath("qemu-system-x86_64"), "no qemu-system-x86_64 (Debian's package qemu-system-x86)");
        Optional<Path> kernel = GuestKernel.find();
        assumeTrue(kernel.isPresent(), "no kernel to boot (run tests/get-kernel)");
        assumeTrue(Files.isExecutable(RootFilesystem.BUSYBOX), "no /bin/busybox (Debian's package busybox-static)");
        OciRuntime runtime = OciRuntime.underTest(Path.of("/run/runtime"));
        assumeTrue(Files.isExecutable(runtime.program()), "no runtime at " + runtime.program());
        Path directory = Files.createTempDirectory("pinisi-cgroup2-");
        return new Guest(
                VirtualMachine.boot(kernel.orElseThrow(), content(runtime, directory), directory), runtime, directory);
    }

    private static boolean findOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static Initramfs content(OciRuntime runtime, Path directory) throws IOException {
        Path rootfs = directory.resolve("rootfs");
        RootFilesystem.make(rootfs, directory.resolve("busybox"));
        Initramfs root = new Initramfs();
        for (String name : new String[] {"bin", "dev", "proc", "sys", "tmp", "run"}) {
            root.directory(name);
        }
        root.file("bin/busybox", Files.readAllBytes(RootFilesystem.BUSYBOX));
        root.file("init", resource("init")).file("agent", resource("agent"));
        root.tree("rootfs", rootfs);
        root.file("bin/runtime", Files.readAllBytes(runtime.program()));
        for (String library : libraries(runtime.program(), directory)) {
            root.file(library.substring(1), Files.readAllBytes(Path.of(library)));
        }
        return root;
    }

    /** None of a static program. */
    private static String[] libraries(Path program, Path directory) {
        Result list = OciRuntime.execute(directory, java.util.List.of("ldd", program.toString()));
        return list.output()
                .lines()
                .map(line -> line.replaceFirst(" \\(0x.*", "")
                        .replaceFirst(".*=> ", "")
                        .strip())
                .filter(path -> path.startsWith("/"))
                .toArray(String[]::new);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Guest.class.getResourceAsStream("/cgroup2/" + name)) {
            return java.util.Objects.requireNonNull(in).readAllBytes();
        }
    }

    /** The output of a script that succeeds. */
    String output(String script) {
        Result result = machine.run(script);
        assertThat(result.status())
                .as("%s%n%s%n%s", script, result.output(), result.errors())
                .isZero();
        return result.text();
    }

    @Override
    public void close() throws IOException {
        machine.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
