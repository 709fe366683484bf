package dev.pinisi.tests.cgroup2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.tests.conformance.OciRuntime;
import dev.pinisi.tests.conformance.Result;
import dev.pinisi.tests.conformance.RootFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A booted machine with the runtime under test at {@code /bin/runtime} and a root file system at {@code /rootfs}. */
record Guest(VirtualMachine machine, OciRuntime runtime, Path directory) implements AutoCloseable {
    private static final List<String> SYSTEMD =
            List.of("/usr/lib/systemd/systemd", "/usr/bin/systemctl", "/usr/bin/dbus-daemon");

    static Guest boot() throws IOException {
        return boot(false);
    }

    /** With the host's own systemd as the first process, and a D-Bus. */
    static Guest bootSystemd() throws IOException {
        for (String program : SYSTEMD) {
            assumeTrue(Files.isExecutable(Path.of(program)), "no " + program);
        }
        return boot(true);
    }

    private static Guest boot(boolean systemd) throws IOException {
        assumeTrue(findOnPath("qemu-system-x86_64"), "no qemu-system-x86_64 (Debian's package qemu-system-x86)");
        Optional<Path> kernel = GuestKernel.find();
        assumeTrue(kernel.isPresent(), "no kernel to boot (run tests/get-kernel)");
        assumeTrue(Files.isExecutable(RootFilesystem.BUSYBOX), "no /bin/busybox (Debian's package busybox-static)");
        OciRuntime runtime = OciRuntime.underTest(Path.of("/run/runtime"));
        assumeTrue(Files.isExecutable(runtime.program()), "no runtime at " + runtime.program());
        Path directory = Files.createTempDirectory("pinisi-cgroup2-");
        Initramfs content = content(runtime, directory);
        if (systemd) {
            addSystemd(content, directory);
        }
        return new Guest(VirtualMachine.boot(kernel.orElseThrow(), content, directory), runtime, directory);
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
        addProgram(root, "bin/runtime", runtime.program(), directory);
        return root;
    }

    private static void addSystemd(Initramfs root, Path directory) throws IOException {
        for (String program : SYSTEMD) {
            addProgram(root, program.substring(1), Path.of(program), directory);
        }
        for (String unit : new String[] {"default.target", "agent.service", "dbus.socket", "dbus.service"}) {
            root.file("etc/systemd/system/" + unit, resource("systemd/" + unit));
        }
        root.file("etc/bus.conf", resource("systemd/bus.conf"));
        root.file("etc/passwd", "root:x:0:0::/:/bin/sh\n".getBytes(UTF_8));
        root.file("etc/machine-id", "0123456789abcdef0123456789abcdef\n".getBytes(UTF_8));
    }

    private static void addProgram(Initramfs root, String name, Path program, Path directory) throws IOException {
        root.file(name, Files.readAllBytes(program));
        for (String library : libraries(program, directory)) {
            root.file(library.substring(1), Files.readAllBytes(Path.of(library)));
        }
    }

    /** None of a static program. */
    private static String[] libraries(Path program, Path directory) {
        Result list = OciRuntime.execute(directory, List.of("ldd", program.toString()));
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
