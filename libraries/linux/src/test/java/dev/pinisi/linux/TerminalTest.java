package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final int O_RDWR_NOCTTY_CLOEXEC = 2 | 0400 | 02000000;
    private static final long TIOCSPTLCK = 0x40045431;
    private static final long TIOCGPTPEER = 0x5441;

    private Descriptor master;
    private Descriptor slave;

    @BeforeEach
    void aPairOfTerminals() {
        assumeTrue(Files.exists(Path.of("/dev/ptmx")), "skipped: no /dev/ptmx");
        try (Memory memory = new Memory()) {
            long fd = Kernel.call(Syscall.OPENAT, -100, memory.string("/dev/ptmx"), O_RDWR_NOCTTY_CLOEXEC);
            master = Descriptor.of((int) Kernel.check(fd, "open", "/dev/ptmx"));
            Kernel.call(
                    Syscall.IOCTL, master.number(), TIOCSPTLCK, memory.block(4).address());
            long peer = Kernel.call(Syscall.IOCTL, master.number(), TIOCGPTPEER, O_RDWR_NOCTTY_CLOEXEC);
            slave = Descriptor.of((int) Kernel.check(peer, "open", "slave"));
        }
    }

    @AfterEach
    void close() {
        slave.close();
        master.close();
    }

    @Test
    void raw_mode_passes_keys_on_and_is_taken_back() {
        Terminal terminal = Terminal.of(slave.number()).orElseThrow();
        String before = settings();
        assertThat(before).contains(" echo ").contains(" icanon ").contains("\nopost ");
        try (Terminal.Change raw = terminal.raw()) {
            assertThat(raw).isNotNull();
            assertThat(settings()).contains("-echo ").contains("-icanon ").contains("-opost");
        }
        assertThat(settings()).isEqualTo(before);
    }

    @Test
    void a_watcher_hears_of_every_size() throws InterruptedException {
        Terminal terminal = Terminal.of(slave.number()).orElseThrow();
        terminal.resize(new WindowSize(25, 80));
        LinkedBlockingQueue<WindowSize> heard = new LinkedBlockingQueue<>();
        try (Terminal.Change watch = terminal.watchSize(heard::add)) {
            assertThat(watch).isNotNull();
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new WindowSize(25, 80));
            Terminal.of(master.number()).orElseThrow().resize(new WindowSize(50, 132));
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new WindowSize(50, 132));
        }
    }

    @Test
    void a_pipe_is_no_terminal() {
        try (Pipe pipe = Pipe.open()) {
            assertThat(Terminal.of(pipe.reader().number())).isEmpty();
        }
    }

    /** What stty(1) of coreutils says. */
    private String settings() {
        try (Pipe output = Pipe.open()) {
            SpawnRequest stty = SpawnRequest.of(Path.of("/bin/stty"), List.of("stty", "-a"), List.of())
                    .withDescriptors(
                            Map.of(0, slave.number(), 1, output.writer().number()));
            try (Child child = Spawn.system().start(stty)) {
                output.writer().close();
                byte[] text = output.reader().inputStream().readAllBytes();
                assertThat(child.await()).isEqualTo(new ExitStatus.Exited(0));
                return new String(text, java.nio.charset.StandardCharsets.UTF_8);
            } catch (java.io.IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        }
    }
}
