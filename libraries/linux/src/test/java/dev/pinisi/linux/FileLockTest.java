package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockTest {
    @TempDir
    private Path directory;

    @Test
    void an_exclusive_lock_keeps_out_another_thread_of_the_same_process() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(8);
        for (int thread = 0; thread < 8; thread++) {
            Thread.ofVirtual().start(() -> {
                for (int round = 0; round < 50; round++) {
                    try (FileLock lock = FileLock.tryExclusive(directory.resolve("lock"), Duration.ofSeconds(20))
                            .orElseThrow()) {
                        assertThat(lock.path()).isNotNull();
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                    }
                }
                done.countDown();
            });
        }
        done.await();
        assertThat(most).hasValue(1);
    }

    @Test
    void shared_locks_stand_side_by_side_and_keep_an_exclusive_one_out() {
        Path file = directory.resolve("lock");
        try (FileLock first = FileLock.shared(file);
                FileLock second = FileLock.tryShared(file).orElseThrow()) {
            assertThat(first.path()).isEqualTo(second.path());
            assertThat(FileLock.tryExclusive(file)).isEmpty();
        }
        FileLock.tryExclusive(file).orElseThrow().close();
    }

    @Test
    void waiting_ends_with_the_time_out() {
        Path file = directory.resolve("lock");
        try (FileLock held = FileLock.exclusive(file)) {
            assertThat(FileLock.tryExclusive(held.path(), Duration.ofMillis(5))).isEmpty();
        }
    }

    @Test
    void a_lock_of_the_classic_kind_is_seen() throws IOException {
        Path file = directory.resolve("lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var classic = channel.lock();
            assertThat(FileLock.tryExclusive(file)).isEmpty();
            classic.release();
            FileLock.tryExclusive(file).orElseThrow().close();
        }
    }

    @Test
    void a_file_that_cannot_be_made_is_named() {
        assertThatThrownBy(() -> FileLock.exclusive(directory.resolve("no/lock")))
                .isInstanceOf(LinuxException.class)
                .hasMessage("open " + directory + "/no/lock: no such file or directory");
    }
}
