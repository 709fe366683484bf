package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.engine.ContainerSpecBuilder;
import dev.pinisi.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerStoreTest {
    private static final String OTHER = "0123" + "f".repeat(60);

    @TempDir
    Path directory;

    private Harness harness;
    private ContainerStore store;

    @BeforeEach
    void open() throws IOException {
        harness = new Harness(directory, "exit 0");
        store = harness.store;
    }

    @Test
    void containers_are_found_by_name_id_and_beginning() {
        harness.create(Samples.ID, "one", Samples.spec());
        assertThat(store.resolve("one")).contains(Samples.ID);
        assertThat(store.resolve(Samples.ID)).contains(Samples.ID);
        assertThat(store.resolve("0123456")).contains(Samples.ID);
        assertThat(store.resolve("two")).isEmpty();
        assertThat(store.resolve("../containers")).isEmpty();
        assertThat(store.resolve("")).isEmpty();
    }

    @Test
    void a_beginning_of_two_ids_is_refused() {
        harness.create(Samples.ID, "one", Samples.spec());
        harness.create(OTHER, "two", Samples.spec());
        assertThatThrownBy(() -> store.resolve("0123"))
                .hasMessage("more than one container's id begins with 0123: give more of it");
        assertThat(store.resolve("01234")).contains(Samples.ID);
    }

    @Test
    void a_name_in_use_is_refused_and_nothing_is_left() {
        harness.create(Samples.ID, "one", Samples.spec());
        assertThatThrownBy(() -> store.claim(OTHER, "one"))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.NAME_IN_USE))
                .hasMessageContaining("already in use by " + Samples.ID);
        assertThat(store.files(OTHER).directory()).doesNotExist();
    }

    @Test
    void the_name_of_a_container_that_never_came_to_be_is_free() throws IOException {
        Files.createDirectories(directory.resolve("root/container-names"));
        Files.createSymbolicLink(directory.resolve("root/container-names/one"), Path.of("..", "containers", OTHER));
        harness.create(Samples.ID, "one", Samples.spec());
        assertThat(store.resolve("one")).contains(Samples.ID);
    }

    @Test
    void of_many_that_claim_one_name_one_gets_it() throws Exception {
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String id = Integer.toHexString(i).repeat(64);
            claims.add(() -> claims(id));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            int won = 0;
            for (Future<Boolean> claim : threads.invokeAll(claims)) {
                won += claim.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(store.ids()).hasSize(1);
    }

    private boolean claims(String id) throws ExecutionException {
        try {
            harness.create(id, "wanted", Samples.spec());
            return true;
        } catch (EngineException taken) {
            return false;
        }
    }

    @Test
    void a_damaged_record_is_shown_as_such_and_does_not_hide_the_others() throws IOException {
        harness.create(Samples.ID, "one", Samples.spec());
        for (String content : List.of("", "{\"id\":", "[]", "{}")) {
            Files.writeString(store.files(Samples.ID).record(), content);
            ContainerRecord record = store.read(Samples.ID).orElseThrow();
            assertThat(record.isDamaged()).as(content).isTrue();
            assertThat(record.name()).isEqualTo("one");
        }
    }

    @Test
    void records_come_back_as_they_were_written() {
        ContainerSpecBuilder spec = Samples.spec()
                .name("one")
                .hostname("h")
                .entrypoint(List.of("/e"))
                .env("K", "v=w")
                .unsetEnv("U")
                .user("1:2")
                .groupAdd("video")
                .workdir("/w")
                .terminal(true)
                .stdin(true)
                .init("pinisi-init")
                .umask("027")
                .oomScoreAdj(-5)
                .ulimit("nofile=1:2")
                .timezone("local")
                .capAdd("ALL")
                .capDrop("KILL")
                .privileged(true)
                .readOnly(true)
                .readOnlyTmpfs(false)
                .securityOption("no-new-privileges")
                .securityOption("seccomp=unconfined")
                .securityOption("apparmor=x")
                .securityOption("mask=/a:/b")
                .network("container:other")
                .pid("host")
                .ipc("container:x")
                .volume("/a:/b:ro")
                .volume("v:/c")
                .tmpfs("/d")
                .device("/dev/null:/dev/x:r")
                .deviceCgroupRule("c 1:3 r")
                .sysctl("a", "b")
                .label("l", "m")
                .annotation("n", "o")
                .logOption("max-size=1m")
                .logOption("path=/tmp/log")
                .logOption("tag=t")
                .stopSignal(9)
                .stopTimeout(3)
                .timeout(60)
                .autoRemove(true)
                .cgroupParent("/pinisi/x")
                .platform("linux/arm64")
                .pidFile("/tmp/pid")
                .createCommand(List.of("pinisi", "run"));
        spec.networking()
                .mac("02:00:00:00:00:01")
                .networkAlias("alias")
                .expose("99/udp")
                .dns("1.1.1.1")
                .dnsSearch("example.org")
                .dnsOption("ndots:2")
                .addHost("a:1.2.3.4")
                .noHosts(true);
        spec.resources().memory(1 << 30).memorySwap(-1).pidsLimit(-1);
        ContainerRecord record = Samples.record(spec);
        assertThat(RecordReader.read(RecordWriter.write(record))).isEqualTo(record);
        ContainerRecord plain = Samples.record(Samples.spec());
        assertThat(RecordReader.read(RecordWriter.write(plain))).isEqualTo(plain);
    }
}
