package dev.pinisi.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.ProjectQuotas;
import dev.pinisi.linux.RecordingProjectQuotas;
import dev.pinisi.storage.StorageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectLimitTest {
    @TempDir
    private Path directory;

    private final RecordingProjectQuotas quotas = new RecordingProjectQuotas();

    private ProjectLimit limit(ProjectQuotas on) {
        SmallFiles.makeDirectories(directory.resolve("locks"));
        return new ProjectLimit(new Layout(directory, directory), on);
    }

    @Test
    void each_directory_has_a_project_of_its_own_limited_before_it_is_used() {
        Path place = directory.resolve("a");
        limit(quotas).apply(place, 1 << 20);
        int first = quotas.project(place);
        assertThat(quotas.calls()).containsExactly("limit " + first + " " + (1 << 20), "assign " + place + " " + first);
        // as if another directory had its number by chance
        Path taken = directory.resolve("b");
        quotas.assign(taken, first + 1);
        for (int i = 0; i < 5; i++) {
            limit(quotas).apply(directory.resolve("c" + i), 1 << 20);
        }
        assertThat(quotas.usage(directory, first + 1).inodes()).isEqualTo(1);
    }

    @Test
    void who_finds_another_in_his_project_takes_the_next() {
        Path other = directory.resolve("other");
        Path place = directory.resolve("a");
        ProjectQuotas racing = new Racing(quotas, other);
        limit(racing).apply(place, 1 << 20);
        assertThat(quotas.project(place)).isEqualTo(quotas.project(other) + 1);
    }

    @Test
    void a_file_system_without_quotas_is_named_with_the_remedy() {
        ProjectQuotas none = new Racing(quotas, directory) {
            @Override
            public Usage usage(Path at, int project) {
                throw new LinuxException("read the project quota at", at.toString(), Errno.ESRCH);
            }
        };
        assertThatThrownBy(() -> limit(none).apply(directory, 1))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNSUPPORTED))
                .hasMessageContainingAll("limit the size of", directory.toString(), "no such process", "prjquota");
    }

    /** Another store takes the first project in the moment between the look and the assignment. */
    private static class Racing implements ProjectQuotas {
        private final ProjectQuotas quotas;
        private final Path other;
        private boolean raced;

        Racing(ProjectQuotas quotas, Path other) {
            this.quotas = quotas;
            this.other = other;
        }

        @Override
        public Usage usage(Path at, int project) {
            return quotas.usage(at, project);
        }

        @Override
        public void limit(Path at, int project, long bytes) {
            quotas.limit(at, project, bytes);
            if (!raced) {
                raced = true;
                quotas.assign(other, project);
            }
        }

        @Override
        public void assign(Path at, int project) {
            quotas.assign(at, project);
        }

        @Override
        public int project(Path at) {
            return quotas.project(at);
        }
    }
}
