package dev.pinisi.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.RecordingSubvolumes;
import dev.pinisi.linux.Subvolumes;
import dev.pinisi.storage.spi.Driver.Trial;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BtrfsDriverTest {
    @TempDir
    private Path directory;

    private final RecordingSubvolumes subvolumes = new RecordingSubvolumes();

    private BtrfsDriver driver(Subvolumes on) {
        return new BtrfsDriver(new ObjectLocks(directory), new Staging(directory), on);
    }

    @Test
    void a_trial_makes_a_snapshot_and_its_end_leaves_none() {
        BtrfsDriver driver = driver(subvolumes);
        assertThat(driver.tryOut(directory, List.of())).isEqualTo(new Trial.Works(List.of()));
        driver.discard(directory);
        assertThat(subvolumes.calls())
                .containsExactly(
                        "create " + directory + "/drafting",
                        "snapshot " + directory + "/drafting " + directory + "/subvolume",
                        "destroy " + directory + "/subvolume",
                        "destroy " + directory + "/drafting");
    }

    @Test
    void where_subvolumes_are_forbidden_the_kernels_reason_is_given_and_discarding_is_left_to_the_caller() {
        BtrfsDriver driver = driver(new Forbidden());
        assertThat(driver.tryOut(directory, List.of()))
                .isInstanceOfSatisfying(
                        Trial.Fails.class, fails -> assertThat(fails.reason()).contains("operation not permitted"));
        driver.discard(directory);
    }

    /** As for a user without the mount option {@code user_subvol_rm_allowed}. */
    private static final class Forbidden implements Subvolumes {
        @Override
        public boolean isPossible(Path place) {
            return true;
        }

        @Override
        public void create(Path place) {
            throw refused(place);
        }

        @Override
        public void snapshot(Path source, Path place) {
            throw refused(place);
        }

        @Override
        public boolean destroy(Path place) {
            throw refused(place);
        }

        @Override
        public void limit(Path place, long bytes) {
            throw refused(place);
        }

        private static LinuxException refused(Path place) {
            return new LinuxException("change the subvolume", place.toString(), Errno.EPERM);
        }
    }
}
