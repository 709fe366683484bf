package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pinisi.image.TransferOptions.Instances;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every transport that is written to must do. */
abstract class BlobDestinationContract {
    @TempDir
    Path directory;

    final TestImage image = new TestImage().gzipLayer(1, 70_000).gzipLayer(2, 10);

    /** A location of the transport in which there is nothing yet. */
    abstract String location();

    ImageTransport.Context context() {
        return new ImageTransport.Context(TestFiles.UNCONFIGURED, directory.resolve("tmp"));
    }

    final BlobDestination create() {
        return Transports.create(location(), context());
    }

    final Manifest copy(ImageSource source, TransferOptions options) throws IOException {
        try (BlobDestination destination = create()) {
            return ImageCopier.copy(source, destination, options);
        }
    }

    final TestIndex index() {
        return new TestIndex().add(image, "amd64").add(new TestImage().gzipLayer(5, 999), "arm64");
    }

    private boolean takesIndexes() throws IOException {
        try (BlobDestination destination = create()) {
            return destination.accepts().takesIndexes();
        }
    }

    @Test
    void an_image_is_read_again_as_it_was_written() throws IOException {
        Manifest written = copy(MemorySource.of(image), TransferOptions.defaults());
        try (ImageSource source = Transports.open(location(), context())) {
            MemoryDestination store = new MemoryDestination();
            assertThat(ImageCopier.copy(source, store, CopyOptions.defaults())).isEqualTo(image.id());
            assertThat(store.layers.get(image.diffIds.get(0))).isEqualTo(TestImage.bytes(1, 70_000));
        }
        assertThat(((ImageManifest) written).config().digest()).isEqualTo(image.id());
    }

    @Test
    void digests_are_preserved_where_blobs_may_stay_as_they_are() throws IOException {
        try (BlobDestination destination = create()) {
            assumeThat(destination.accepts().layers()).isNotEqualTo(LayerForm.UNCOMPRESSED);
        }
        TransferOptions options =
                TransferOptions.builder().preserveDigests(true).build();
        Manifest written = copy(MemorySource.of(image), options);
        assertThat(written.raw()).isEqualTo(image.manifest());
        try (ImageSource source = Transports.open(location(), context())) {
            assertThat(source.manifest().raw()).isEqualTo(image.manifest());
        }
    }

    @Test
    void nothing_is_visible_without_a_commit() throws IOException {
        try (BlobDestination destination = create()) {
            Descriptor layer = destination.write(
                    new ByteArrayInputStream(TestImage.bytes(1, 5)),
                    BlobSpec.unknownLayer(MediaTypes.OCI_LAYER, Optional.empty()));
            assertThat(layer.digest()).isEqualTo(Digest.sha256(TestImage.bytes(1, 5)));
        }
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open(location(), context()).manifest());
    }

    @Test
    void a_stream_that_breaks_leaves_no_blob() throws IOException {
        byte[] bytes = TestImage.bytes(1, 400_000);
        BlobSpec spec = BlobSpec.layer(
                new Descriptor(MediaTypes.OCI_LAYER, Digest.sha256(bytes), bytes.length), Optional.empty());
        try (BlobDestination destination = create()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> destination.write(new Breaking(bytes, 300_000), spec));
            assertThat(destination.reuse(spec, List.of())).isEmpty();
        }
    }

    @Test
    void an_image_is_replaced_by_the_next_of_its_place() throws IOException {
        assumeThat(replaces()).isTrue();
        copy(MemorySource.of(new TestImage().gzipLayer(9, 100)), TransferOptions.defaults());
        copy(MemorySource.of(image), TransferOptions.defaults());
        try (ImageSource source = Transports.open(location(), context())) {
            assertThat(ImageCopier.copy(source, new MemoryDestination(), CopyOptions.defaults()))
                    .isEqualTo(image.id());
        }
    }

    /** Whether a place may be written a second time. */
    boolean replaces() {
        return true;
    }

    @Test
    void a_failed_copy_leaves_the_image_that_was_there() throws IOException {
        copy(MemorySource.of(image), TransferOptions.defaults());
        MemorySource broken = MemorySource.of(new TestImage().gzipLayer(9, 100).gzipLayer(10, 100));
        broken.blobs.values().removeIf(blob -> blob.length < 200 && blob[0] == 0x1f);
        assertThatExceptionOfType(ImageException.class).isThrownBy(() -> copy(broken, TransferOptions.defaults()));
        try (ImageSource source = Transports.open(location(), context())) {
            assertThat(ImageCopier.copy(source, new MemoryDestination(), CopyOptions.defaults()))
                    .isEqualTo(image.id());
        }
    }

    @Test
    void an_index_is_taken_with_all_of_its_images_or_refused() throws IOException {
        TransferOptions all =
                TransferOptions.builder().instances(new Instances.All()).build();
        if (!takesIndexes()) {
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> copy(index().source(), all))
                    .withMessageContaining("no index of several");
            return;
        }
        assertThat(copy(index().source(), all).raw()).isEqualTo(index().index());
        try (ImageSource source = Transports.open(location(), context())) {
            assertThat(source.manifest().raw()).isEqualTo(index().index());
            assertThat(ImageCopier.copy(
                            source,
                            new MemoryDestination(),
                            CopyOptions.defaults().withPlatform(TestIndex.platform("arm64"))))
                    .isNotEqualTo(image.id());
        }
    }

    @Test
    void a_sparse_index_lacks_what_was_not_wanted() throws IOException {
        assumeThat(takesIndexes()).isTrue();
        Instances some = new Instances.Some(List.of(TestIndex.platform("amd64")));
        copy(index().source(), TransferOptions.builder().instances(some).build());
        try (ImageSource source = Transports.open(location(), context())) {
            assertThat(source.manifest().raw()).isEqualTo(index().index());
            assertThat(ImageCopier.copy(source, new MemoryDestination(), CopyOptions.defaults()))
                    .isEqualTo(image.id());
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> ImageCopier.copy(
                            source,
                            new MemoryDestination(),
                            CopyOptions.defaults().withPlatform(TestIndex.platform("arm64"))));
        }
    }

    @Test
    void signatures_are_kept_or_refused() throws IOException {
        List<Signature> signatures = List.of(
                Signature.simple(RawDocument.of(new byte[] {(byte) 0x90, 1, 2})),
                new Signature(Signature.Kind.SIGSTORE, "a/b", RawDocument.of(new byte[] {'{', '}'}), Map.of("k", "v")));
        MemorySource source = MemorySource.of(image);
        source.signatures.addAll(signatures);
        if (!keepsSignatures()) {
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> copy(source, TransferOptions.defaults()))
                    .satisfies(e -> assertThat(e.getMessage())
                            .containsAnyOf("keeps no signatures", "make its signatures void"));
            copy(source, TransferOptions.builder().removeSignatures(true).build());
            return;
        }
        copy(source, TransferOptions.defaults());
        try (ImageSource read = Transports.open(location(), context())) {
            assertThat(read.signatures(image.manifest().digest())).isEqualTo(signatures);
        }
    }

    private boolean keepsSignatures() throws IOException {
        try (BlobDestination destination = create()) {
            return destination.accepts().signatures().size() == Signature.Kind.values().length;
        }
    }

    /** Ends in an error after so many bytes. */
    private static final class Breaking extends FilterInputStream {
        private int left;

        Breaking(byte[] bytes, int left) {
            super(new ByteArrayInputStream(bytes));
            this.left = left;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("broken");
            }
            int count = super.read(target, offset, Math.min(length, left));
            left -= count;
            return count;
        }
    }
}
