package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.Containers;
import dev.pinisi.linux.FileLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states that a process killed at one point or another leaves, and what the next one makes of them. */
class SweeperTest {
    @TempDir
    Path directory;

    private Harness harness;
    private ContainerFiles files;

    @BeforeEach
    void open() throws IOException {
        harness = new Harness(directory, "sleep 1000");
        files = harness.store.files(Samples.ID);
    }

    private void sweep() {
        new Sweeper(harness.parts).sweep();
    }

    @Test
    void a_folder_without_a_record_goes() throws IOException {
        Files.createDirectories(files.directory());
        Files.createFile(files.lock());
        sweep();
        assertThat(files.directory()).doesNotExist();
        assertThat(harness.rootfs.calls).containsExactly("delete");
    }

    @Test
    @SuppressWarnings("try") // held, not used
    void a_folder_that_is_being_made_stays() {
        try (FileLock held = harness.store.claim(Samples.ID, "one")) {
            sweep();
            assertThat(files.directory()).exists();
        }
    }

    @Test
    void a_container_that_never_began_stays() {
        harness.create(Samples.ID, "one", Samples.spec().autoRemove(true));
        sweep();
        assertThat(harness.store.resolve("one")).contains(Samples.ID);
    }

    @Test
    void one_that_was_killed_on_the_way_is_taken_down() throws IOException {
        harness.create(Samples.ID, "one", Samples.spec().network("bridge"));
        Files.createDirectories(files.bundle());
        Files.createFile(files.attended());
        sweep();
        assertThat(files.bundle()).doesNotExist();
        assertThat(harness.networks.calls).containsExactly("tearDown");
        assertThat(harness.rootfs.calls).containsExactly("unmount");
        assertThat(harness.store.resolve("one")).contains(Samples.ID);
    }

    @Test
    @SuppressWarnings("try") // held, not used
    void one_whose_maker_died_before_it_began_is_not_shown_and_goes() throws IOException {
        harness.create(Samples.ID, "one", Samples.spec().autoRemove(true));
        Containers containers = new LocalContainers(harness.parts, new LazyStore(harness.parts.options()));
        try (FileLock maker = Starter.attendNew(files)) {
            sweep();
            assertThat(containers.list(ContainerFilter.ALL)).hasSize(1);
        }
        assertThat(containers.list(ContainerFilter.ALL)).isEmpty();
        sweep();
        assertThat(files.directory()).doesNotExist();
        assertThat(files.bundle()).doesNotExist();
    }

    @Test
    void one_that_was_to_go_away_goes() throws IOException {
        harness.create(Samples.ID, "one", Samples.spec().autoRemove(true));
        Files.createDirectories(files.bundle());
        sweep();
        assertThat(files.directory()).doesNotExist();
        assertThat(harness.store.resolve("one")).isEmpty();
    }

    @Test
    @SuppressWarnings("try") // held, not used
    void one_that_a_foreground_run_attends_to_stays() throws IOException {
        harness.create(Samples.ID, "one", Samples.spec().autoRemove(true));
        Files.createDirectories(files.bundle());
        try (FileLock held = FileLock.exclusive(files.attended())) {
            sweep();
            assertThat(files.bundle()).exists();
        }
    }

    @Test
    void one_that_runs_stays() {
        LocalContainer container = harness.create(Samples.ID, "one", Samples.spec());
        container.start();
        sweep();
        assertThat(container.info().pid()).isPositive();
        container.stop(OptionalInt.of(0));
    }

    @Test
    void a_name_without_a_container_is_free_again() throws IOException {
        Files.createDirectories(harness.root.resolve("container-names"));
        Path name = harness.root.resolve("container-names/lost");
        Files.createSymbolicLink(name, Path.of("..", "containers", Samples.ID));
        sweep();
        assertThat(Files.isSymbolicLink(name)).isFalse();
    }

    @Test
    void an_exit_status_without_a_container_goes_after_a_while() throws IOException {
        Files.createDirectories(files.exits());
        Files.writeString(files.exitRecord(), "137");
        sweep();
        assertThat(files.exitRecord()).exists();
        FileTime before = FileTime.fromMillis(System.currentTimeMillis() - 301_000);
        Files.setLastModifiedTime(files.exitRecord(), before);
        sweep();
        assertThat(files.exitRecord()).as("looked through just now").exists();
        Files.setLastModifiedTime(files.exits().resolveSibling("exits-looked-through"), before);
        sweep();
        assertThat(files.exitRecord()).doesNotExist();
    }
}
