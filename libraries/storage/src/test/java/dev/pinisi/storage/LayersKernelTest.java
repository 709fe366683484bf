package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.LayerReservation;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LayersKernelTest {
    private static final byte[] LAYER =
            new TarBuilder().directory("d", 0755).file("d/f", "content").build();
    private static final Digest DIFF_ID = Digest.sha256(LAYER);

    @RegisterExtension
    final TestStores stores = new TestStores();

    @Test
    void a_written_layer_is_there_and_gives_its_archive_back() throws IOException {
        Store store = stores.open();
        try (ImageDestination destination = store.images().newDestination()) {
            TestImage.writeLayer(destination, LAYER);
            assertThat(store.layers().contains(DIFF_ID)).isTrue();
            assertThat(store.layers().find(DIFF_ID))
                    .contains(new LayerInfo(DIFF_ID, LAYER.length, "content".length(), 2, false));
            assertThat(store.layers().damage(DIFF_ID)).isEmpty();
            try (InputStream tar = store.layers().openTar(DIFF_ID)) {
                assertThat(tar.readAllBytes()).isEqualTo(LAYER);
            }
        }
    }

    @Test
    void bytes_of_another_digest_are_refused_and_leave_nothing() throws IOException {
        Store store = stores.open();
        try (ImageDestination destination = store.images().newDestination()) {
            LayerWriter writer = (LayerWriter) destination.reserveLayer(DIFF_ID, TestImage.PATIENCE);
            byte[] forged = new TarBuilder().file("d/f", "forged").build();
            assertThatThrownBy(() -> writer.write(new ByteArrayInputStream(forged)))
                    .isInstanceOf(ImageDestinationException.class)
                    .hasMessageContaining(DIFF_ID.toString())
                    .hasMessageContaining(Digest.sha256(forged).toString());
            assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
            writer.close();
        }
        assertThat(store.layers().contains(DIFF_ID)).isFalse();
        assertNothingLeft(store);
    }

    @Test
    void a_hostile_layer_is_refused_and_leaves_nothing() throws IOException {
        Store store = stores.open();
        byte[] hostile = new TarBuilder().file("ok", "x").file("../out", "x").build();
        try (ImageDestination destination = store.images().newDestination()) {
            assertThatThrownBy(() -> TestImage.writeLayer(destination, hostile))
                    .isInstanceOf(ImageDestinationException.class)
                    .hasMessageContaining("../out");
        }
        assertNothingLeft(store);
    }

    @Test
    void a_failing_source_s_exception_is_passed_on_and_nothing_is_left() throws IOException {
        Store store = stores.open();
        IOException broken = new IOException("connection reset");
        try (ImageDestination destination = store.images().newDestination();
                LayerWriter writer = (LayerWriter) destination.reserveLayer(DIFF_ID, TestImage.PATIENCE)) {
            assertThatThrownBy(() -> writer.write(new BrokenStream(LAYER, broken)))
                    .isSameAs(broken);
        }
        assertNothingLeft(store);
    }

    @Test
    void limits_of_the_store_hold() throws IOException {
        Store store = Store.open(new StoreOptions(
                stores.options().root(),
                stores.options().runRoot(),
                stores.options().driver(),
                new LayerLimits(1, 1 << 20)));
        try (ImageDestination destination = store.images().newDestination()) {
            assertThatThrownBy(() -> TestImage.writeLayer(destination, LAYER)).hasMessageContaining("1 entries");
        }
    }

    @Test
    void a_layer_without_an_image_goes_with_its_session() throws IOException {
        Store store = stores.open();
        try (ImageDestination destination = store.images().newDestination()) {
            TestImage.writeLayer(destination, LAYER);
        }
        assertThat(store.layers().contains(DIFF_ID)).isFalse();
        assertNothingLeft(store);
    }

    @Test
    void of_many_writers_one_writes() throws Exception {
        Store store = stores.open();
        int writers = 8;
        CountDownLatch ready = new CountDownLatch(writers);
        int written = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(writers);
                ImageDestination holder = store.images().newDestination()) {
            Stream<Future<Boolean>> tasks =
                    Stream.generate(() -> pool.submit(() -> writeOne(store, ready))).limit(writers).toList().stream();
            for (Future<Boolean> task : tasks.toList()) {
                written += task.get() ? 1 : 0;
            }
            assertThat(holder).isNotNull();
        }
        assertThat(written).isEqualTo(1);
    }

    /** Keeps its session open until all have the layer, so that none takes it away again. */
    private static boolean writeOne(Store store, CountDownLatch done) throws Exception {
        try (ImageDestination destination = store.images().newDestination()) {
            LayerReservation reservation = destination.reserveLayer(DIFF_ID, TestImage.PATIENCE);
            if (reservation instanceof LayerWriter writer) {
                try (writer) {
                    writer.write(new ByteArrayInputStream(LAYER));
                    writer.commit();
                }
            }
            done.countDown();
            done.await();
            return reservation instanceof LayerWriter;
        }
    }

    @Test
    void waiting_for_another_writer_ends_with_the_patience() throws IOException {
        Store store = stores.open();
        try (ImageDestination first = store.images().newDestination();
                LayerWriter writer = (LayerWriter) first.reserveLayer(DIFF_ID, TestImage.PATIENCE);
                ImageDestination second = store.images().newDestination()) {
            assertThat(second.hasLayer(DIFF_ID)).isFalse();
            assertThat(second.reserveLayer(DIFF_ID, Duration.ofMillis(50)))
                    .isInstanceOfSatisfying(
                            LayerReservation.Busy.class,
                            busy -> assertThat(busy.writer())
                                    .startsWith(
                                            "process " + ProcessHandle.current().pid() + " ("));
            assertThat(writer).isNotNull();
        }
    }

    @Test
    void after_a_writer_gave_up_the_next_one_writes() throws IOException {
        Store store = stores.open();
        try (ImageDestination first = store.images().newDestination();
                ImageDestination second = store.images().newDestination()) {
            ((LayerWriter) first.reserveLayer(DIFF_ID, TestImage.PATIENCE)).close();
            TestImage.writeLayer(second, LAYER);
            assertThat(second.hasLayer(DIFF_ID)).isTrue();
        }
    }

    @Test
    void a_changed_file_is_found() throws IOException {
        Store store = stores.open();
        TestImage.of(LAYER).storeIn(store);
        Path tree = stores.options().root().resolve("layers/sha256-" + DIFF_ID.hex() + "/tree");
        Files.writeString(tree.resolve("d/f"), "Content");
        assertThat(store.layers().damage(DIFF_ID)).isPresent();
        assertThat(store.check(true)).extracting(Finding::kind).containsOnly(Finding.Kind.DAMAGED);
    }

    private void assertNothingLeft(Store store) throws IOException {
        assertThat(store.check(true)).isEmpty();
        for (String directory : List.of("staging", "locks")) {
            try (Stream<Path> left = Files.list(stores.options().root().resolve(directory))) {
                assertThat(left).isEmpty();
            }
        }
    }

    /** Gives some bytes and fails then. */
    private static final class BrokenStream extends ByteArrayInputStream {
        private final IOException failure;

        BrokenStream(byte[] bytes, IOException failure) {
            super(bytes, 0, 700);
            this.failure = failure;
        }

        @Override
        public int readNBytes(byte[] into, int offset, int length) {
            int count = super.readNBytes(into, offset, length);
            if (count < length) {
                sneak(failure);
            }
            return count;
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception> void sneak(Exception e) throws E {
            throw (E) e;
        }
    }
}
