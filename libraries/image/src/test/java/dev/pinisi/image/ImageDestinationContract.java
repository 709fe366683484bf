package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.LayerReservation;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises to who copies an image into it. A store's own test extends this. */
public abstract class ImageDestinationContract {
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final byte[] tar =
            new TestTar().file("a", TestImage.bytes(1, 5_000)).end();
    private final TestImage image = new TestImage().layer(tar, tar, "");
    private final Digest diffId = image.diffIds.get(0);
    private ImageDestination destination;

    /** A new session with the same, at first empty, store. */
    protected abstract ImageDestination open();

    @BeforeEach
    final void openSession() {
        destination = open();
    }

    @AfterEach
    final void closeSession() {
        destination.close();
    }

    private LayerWriter reserve() {
        return (LayerWriter) destination.reserveLayer(diffId, GLANCE);
    }

    private void write() throws IOException {
        try (LayerWriter writer = reserve()) {
            writer.write(new ByteArrayInputStream(tar));
            writer.commit();
        }
    }

    private ImageRecord record() {
        List<ImageRecord.Layer> layers = new ArrayList<>();
        for (int i = 0; i < image.diffIds.size(); i++) {
            layers.add(new ImageRecord.Layer(image.diffIds.get(i), image.layers.get(i)));
        }
        return new ImageRecord(
                ImageManifest.parse(image.manifest()),
                ImageConfig.parse(image.config()),
                List.of("localhost/contract:latest"),
                List.of("localhost/contract"),
                Optional.empty(),
                layers);
    }

    @Test
    final void a_layer_is_there_once_it_was_committed() throws IOException {
        assertThat(destination.hasLayer(diffId)).isFalse();
        try (LayerWriter writer = reserve()) {
            writer.write(new ByteArrayInputStream(tar));
            assertThat(destination.hasLayer(diffId)).isFalse();
            writer.commit();
        }
        assertThat(destination.hasLayer(diffId)).isTrue();
        assertThat(destination.reserveLayer(diffId, GLANCE)).isInstanceOf(LayerReservation.Present.class);
    }

    @Test
    final void a_layer_that_was_not_committed_is_not_there_and_can_be_written_again() throws IOException {
        try (LayerWriter writer = reserve()) {
            writer.write(new ByteArrayInputStream(tar));
        }
        assertThat(destination.hasLayer(diffId)).isFalse();
        write();
        assertThat(destination.hasLayer(diffId)).isTrue();
    }

    @Test
    final void one_writes_a_layer_at_a_time() {
        try (LayerWriter writer = reserve();
                ImageDestination other = open()) {
            assertThat(writer).isNotNull();
            assertThat(other.reserveLayer(diffId, GLANCE)).isInstanceOf(LayerReservation.Busy.class);
        }
        try (LayerWriter writer = reserve()) {
            assertThat(writer).isNotNull();
        }
    }

    @Test
    final void an_archive_of_another_digest_is_refused() {
        byte[] other = new TestTar().file("b", new byte[3]).end();
        try (LayerWriter writer = reserve()) {
            assertThatExceptionOfType(ImageDestinationException.class)
                    .isThrownBy(() -> writer.write(new ByteArrayInputStream(other)))
                    .withMessageContaining(diffId.toString());
        }
        assertThat(destination.hasLayer(diffId)).isFalse();
    }

    @Test
    final void what_reading_fails_with_is_passed_on() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is dead");
            }
        };
        try (LayerWriter writer = reserve()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> writer.write(broken))
                    .withMessageContaining("the line is dead");
        }
        assertThat(destination.hasLayer(diffId)).isFalse();
    }

    @Test
    final void an_image_is_committed_with_all_its_layers_or_not_at_all() throws IOException {
        assertThatExceptionOfType(ImageDestinationException.class).isThrownBy(() -> destination.commit(record()));
        write();
        assertThat(destination.commit(record())).isEqualTo(image.id());
        assertThat(destination.commit(record())).isEqualTo(image.id());
    }
}
