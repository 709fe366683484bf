package dev.pinisi.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract without the host's privileges: in a user and a mount namespace of another process, with what
 * {@link ContractProcess} tells of it.
 */
class OverlayInUserNamespaceKernelTest {
    private static final String MAP = "0 0 1\n1 100000 65535\n";

    static class Contract extends RootFilesystemContract {
        @Override
        String driver() {
            return "overlay";
        }

        @Override
        int hostIds() {
            return 1000;
        }
    }

    @TestFactory
    List<DynamicTest> the_contract_holds() throws IOException, InterruptedException {
        assumeTrue(TestStores.isRoot(), "skipped: writing the maps of users needs root");
        Process process = start();
        try {
            return tests(process);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Its program waits until all IDs are mapped, which only a process outside can do. */
    private static Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--user",
                "--mount",
                "--propagation",
                "unchanged",
                "sh",
                "-c",
                "read go && exec \"$@\"",
                "sh"));
        command.addAll(ContractProcess.command(Contract.class));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException missing) {
            assumeTrue(false, "skipped: no unshare (Debian's package util-linux)");
            throw missing;
        }
    }

    private static List<DynamicTest> tests(Process process) throws IOException, InterruptedException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        Path initial = Files.readSymbolicLink(Path.of("/proc/self/ns/user"));
        while (process.isAlive()
                && Files.readSymbolicLink(proc.resolve("ns/user")).equals(initial)) {
            Thread.onSpinWait();
        }
        Files.writeString(proc.resolve("uid_map"), MAP);
        Files.writeString(proc.resolve("gid_map"), MAP);
        try (OutputStream in = process.getOutputStream()) {
            in.write('\n');
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : said.split("\n", -1)) {
            if (!line.isEmpty()) {
                tests.add(test(line.split("\t", -1)));
            }
        }
        tests.add(dynamicTest("ends", () -> assertThat(process.waitFor()).isZero()));
        return tests;
    }

    private static DynamicTest test(String[] outcome) {
        return dynamicTest(outcome[1], () -> {
            assumeTrue(!outcome[0].equals("skipped"), outcome[2]);
            if (!outcome[0].equals("passed")) {
                throw new AssertionError(outcome[2]);
            }
        });
    }
}
