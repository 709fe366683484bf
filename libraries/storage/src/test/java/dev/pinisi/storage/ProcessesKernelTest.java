package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several processes at one store, and processes that are killed. */
class ProcessesKernelTest {
    /** How often a writer is killed; a hundred times and more by {@code -Dpinisi.test.kills}. */
    private static final int KILLS = Integer.getInteger("pinisi.test.kills", 4);

    private static final long SEED = Long.getLong("pinisi.test.seed", 1);

    @RegisterExtension
    final TestStores stores = new TestStores();

    @Test
    void of_many_processes_one_writes_each_layer() throws Exception {
        Store store = stores.open();
        List<Process> processes = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(WriterProcess.start(stores.options(), "once"));
            }
            List<BufferedReader> outputs = new ArrayList<>();
            for (Process process : processes) {
                outputs.add(ready(process));
            }
            for (Process process : processes) {
                go(process);
            }
            for (int i = 0; i < processes.size(); i++) {
                outputs.get(i).lines().forEach(answers::add);
                assertThat(processes.get(i).waitFor()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(answers).hasSize(9);
        assertThat(answers.stream().filter("written"::equals)).hasSize(3);
        assertThat(store.images().resolve("once")).isPresent();
        assertThat(store.check(true)).isEmpty();
    }

    @Test
    void a_killed_writer_leaves_a_whole_store_and_nothing_that_the_next_does_not_remove() throws Exception {
        Store store = stores.open();
        Random random = new Random(SEED);
        for (int round = 0; round < KILLS; round++) {
            Process process = WriterProcess.start(stores.options(), Long.toString(random.nextLong()));
            try {
                ready(process);
                go(process);
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(900_000)));
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertUsable(store, "round " + round);
        }
    }

    private void assertUsable(Store store, String round) throws IOException {
        assertThat(store.check(true))
                .as(round)
                .allMatch(finding -> finding.kind() == Finding.Kind.LEFTOVER || finding.kind() == Finding.Kind.ORPHAN);
        for (String container : store.rootFilesystems().list()) {
            store.rootFilesystems().delete(container);
        }
        for (StoredImage image : store.images().list()) {
            store.images().remove(image.id());
        }
        store.repair();
        TestImage.small(round).storeIn(store, "docker.io/library/after:latest");
        assertThat(store.images().resolve("after")).as(round).isPresent();
        assertThat(store.check(true)).as(round).isEmpty();
        assertThat(store.layers().list()).as(round).hasSize(1);
        assertThat(stores.options().root().resolve("staging")).as(round).isEmptyDirectory();
    }

    private static BufferedReader ready(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        assertThat(output.readLine()).isEqualTo("ready");
        return output;
    }

    private static void go(Process process) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
    }
}
