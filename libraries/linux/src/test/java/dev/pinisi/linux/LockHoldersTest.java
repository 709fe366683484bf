package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockHoldersTest {
    @TempDir
    Path directory;

    @Test
    @SuppressWarnings("try") // held, not used
    void whoever_holds_a_lock_is_told_and_who_waits_is_not() {
        Path file = directory.resolve("lock");
        int self = (int) ProcessHandle.current().pid();
        try (FileLock held = FileLock.exclusive(file)) {
            assertThat(LockHolders.of(file)).containsExactly(self);
            assertThat(LockHolders.describe(file)).startsWith("process " + self + " (");
        }
        assertThat(LockHolders.of(file)).isEmpty();
        assertThat(LockHolders.describe(file)).isEqualTo("another process");
    }
}
