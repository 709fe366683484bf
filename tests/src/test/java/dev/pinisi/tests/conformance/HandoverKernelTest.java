package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.linux.Descriptor;
import dev.pinisi.linux.Sockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What callers pass to a container's processes and are told of them: runc's --preserve-fds, LISTEN_FDS, --pidfd-socket. */
class HandoverKernelTest extends ConformanceTest {
    private static final String SHOW = "echo fds $LISTEN_FDS for $LISTEN_PID of $$; cat <&3; cat <&4";

    /** The runtime, started by a shell that opens descriptors 3 and 4 for it. */
    private Result runWith(Container container, String environment, String options) throws Exception {
        container.writeConfiguration();
        Path three = Files.writeString(directory().resolve("three"), "third\n");
        Path four = Files.writeString(directory().resolve("four"), "fourth\n");
        String command = String.join(
                " ",
                "exec env",
                environment,
                runtime().program().toString(),
                "--root",
                runtime().state().toString(),
                "run",
                options,
                "--bundle",
                container.bundle().toString(),
                container.id(),
                "3<" + three,
                "4<" + four);
        return OciRuntime.execute(container.bundle(), List.of("/bin/sh", "-c", command));
    }

    @Test
    void descriptors_are_preserved_as_many_as_asked() throws Exception {
        Result result = runWith(container().shell(SHOW), "A=1", "--preserve-fds 2");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).endsWith("third\nfourth\n");
    }

    @Test
    void sockets_of_a_service_manager_come_first() throws Exception {
        assumeNot(Gap.PASSES_SOCKETS_ON);
        Result result = runWith(container().shell(SHOW), "LISTEN_FDS=1 LISTEN_PID=$$", "--preserve-fds 1");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).isEqualTo("fds 1 for 1 of 1\nthird\nfourth\n");
    }

    @Test
    void those_of_another_process_are_not_passed_on() throws Exception {
        assumeNot(Gap.PASSES_SOCKETS_ON);
        Result result = runWith(container().shell(SHOW + " 2>&1; true"), "LISTEN_FDS=2 LISTEN_PID=1", "");
        assertThat(result.output()).startsWith("fds for of").doesNotContain("third");
    }

    @Test
    void a_descriptor_that_is_not_open_is_an_error() throws Exception {
        assumeNot(Gap.CHECKS_PRESERVED_DESCRIPTORS);
        Result result = runWith(container(), "A=1", "--preserve-fds 40");
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("preserve");
    }

    @Test
    void a_pidfd_of_the_process_can_be_had() throws Exception {
        assumeNot(Gap.SENDS_PIDFDS);
        Path path = directory().resolve("pidfd");
        Container container = container().shell("sleep 100");
        try (Descriptor listener = Sockets.system().listen(path, Sockets.Kind.STREAM)) {
            CompletableFuture<Descriptor> received = CompletableFuture.supplyAsync(() -> {
                try (Descriptor connection = Sockets.system().accept(listener)) {
                    return Sockets.system().receiveDescriptor(connection);
                }
            });
            container.create("--pidfd-socket", path.toString());
            try (Descriptor pidfd = received.get(10, TimeUnit.SECONDS)) {
                assertThat(Files.readString(Path.of("/proc/self/fdinfo/" + pidfd.number())))
                        .containsPattern("Pid:\\s+" + container.pid() + "\n");
            }
        }
    }
}
