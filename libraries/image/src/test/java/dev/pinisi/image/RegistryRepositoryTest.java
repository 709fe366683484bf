package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every request of the distribution specification, answered by the registry that everybody uses. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RegistryRepositoryTest {
    @TempDir
    static Path directory;

    static DockerRegistry registry;

    private final TestImage image = new TestImage().gzipLayer(1, 200_000).plainLayer(2, 6_000_000);

    @BeforeAll
    static void start() throws IOException {
        registry = DockerRegistry.start(directory);
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private static RegistryRepository repository(String path) {
        return RegistryRepository.writable(registry.host() + "/" + path, DockerRegistry.options());
    }

    private static BlobDestination destination(String name) {
        return Transports.create("docker://" + registry.host() + "/" + name, context());
    }

    private static ImageTransport.Context context() {
        return new ImageTransport.Context(DockerRegistry.options(), directory);
    }

    private Manifest push(String name) throws IOException {
        Manifest manifest = Manifest.parse(image.manifest(), "");
        try (BlobDestination destination = destination(name)) {
            for (Descriptor layer : image.layers) {
                destination.write(
                        new ByteArrayInputStream(image.blobs.get(layer.digest())),
                        BlobSpec.layer(layer, Optional.empty()));
            }
            RawDocument config = image.config();
            destination.write(
                    new ByteArrayInputStream(config.bytes()),
                    BlobSpec.config(Descriptor.of(MediaTypes.OCI_CONFIG, config)));
            destination.manifest(manifest, true);
            destination.commit();
        }
        return manifest;
    }

    private static InputStream bytes(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    @Test
    void an_image_that_was_pushed_is_pulled_again() throws IOException {
        push("pushed/image:1");
        MemoryDestination store = new MemoryDestination();
        ImageReference reference = ImageReference.parse(registry.host() + "/pushed/image:1");
        Digest id = ImageCopier.copy(
                Transports.registry(reference, DockerRegistry.options()), store, CopyOptions.defaults());
        assertThat(id).isEqualTo(image.id());
        assertThat(store.layers.get(image.diffIds.get(1))).isEqualTo(TestImage.bytes(2, 6_000_000));
    }

    @Test
    void an_image_that_is_there_is_not_copied_if_that_is_asked_for() throws IOException {
        TestImage small = new TestImage().gzipLayer(8, 1000);
        List<Manifest> present = new ArrayList<>();
        TransferOptions.Builder options = TransferOptions.builder()
                .skipPresent(true)
                .listener(new ProgressListener() {
                    @Override
                    public void present(Manifest manifest) {
                        present.add(manifest);
                    }
                });
        for (int round = 0; round < 2; round++) {
            try (BlobDestination destination = destination("present/image:1")) {
                ImageCopier.copy(MemorySource.of(small), destination, options.build());
            }
            assertThat(present).hasSize(round);
        }
        assertThat(present.getFirst().raw())
                .isEqualTo(repository("present/image").manifest("1").raw());
        Compression zstd = Compression.of(Compression.Format.ZSTD);
        try (BlobDestination destination = destination("present/image:1")) {
            ImageCopier.copy(
                    MemorySource.of(small),
                    destination,
                    options.compression(zstd).build());
        }
        assertThat(present).as("what is to be changed is copied").hasSize(1);
    }

    @Test
    void a_name_that_was_not_committed_does_not_exist() throws IOException {
        try (BlobDestination destination = destination("pushed/nothing:1")) {
            destination.manifest(Manifest.parse(image.manifest(), ""), true);
        }
        assertThat(repository("pushed/nothing").find("1")).isEmpty();
    }

    @Test
    void a_blob_that_is_there_is_not_written() throws IOException {
        push("pushed/twice:1");
        try (BlobDestination destination = destination("pushed/twice:2")) {
            Descriptor layer = image.layers.get(1);
            assertThat(destination.reuse(BlobSpec.layer(layer, Optional.empty()), List.of()))
                    .contains(layer);
        }
    }

    @Test
    void a_blob_of_another_repository_is_mounted() throws IOException {
        push("pushed/origin:1");
        Descriptor layer = image.layers.get(1);
        try (BlobDestination destination = destination("pushed/mounted:1")) {
            assertThat(destination.reuse(BlobSpec.layer(layer, Optional.empty()), List.of()))
                    .isEmpty();
            List<String> known = List.of("elsewhere/x", registry.host() + "/pushed/origin");
            assertThat(destination.reuse(BlobSpec.layer(layer, Optional.empty()), known))
                    .contains(layer);
        }
        assertThat(repository("pushed/mounted").blobSize(layer.digest())).hasValue(6_000_000);
    }

    @Test
    void a_mount_that_is_not_made_becomes_an_upload() throws IOException {
        Descriptor layer = image.layers.get(0);
        try (BlobDestination destination = destination("pushed/unmounted:1")) {
            assertThat(destination.reuse(
                            BlobSpec.layer(layer, Optional.empty()), List.of(registry.host() + "/no/such")))
                    .isEmpty();
            destination.write(bytes(image.blobs.get(layer.digest())), BlobSpec.layer(layer, Optional.empty()));
        }
        assertThat(repository("pushed/unmounted").blobSize(layer.digest())).hasValue(layer.size());
    }

    @Test
    void a_blob_of_unknown_digest_and_size_is_stored_under_its_own() throws IOException {
        byte[] blob = TestImage.bytes(7, 5_000_001);
        Descriptor stored = repository("blobs/unknown").putBlob(bytes(blob), Optional.empty(), OptionalLong.empty());
        assertThat(stored.digest()).isEqualTo(Digest.sha256(blob));
        try (InputStream back = repository("blobs/unknown").blob(stored)) {
            assertThat(back.readAllBytes()).isEqualTo(blob);
        }
    }

    @Test
    void a_blob_that_is_not_of_its_digest_is_refused_by_the_registry() {
        byte[] blob = TestImage.bytes(8, 1000);
        ImageException e = catchThrowableOfType(
                ImageException.class,
                () -> repository("blobs/wrong")
                        .putBlob(bytes(blob), Optional.of(Digest.sha256(new byte[1])), OptionalLong.of(1000)));
        assertThat(e.kind()).isEqualTo(Kind.NOT_STORED);
        assertThat(e.getMessage()).contains(registry.host(), "400 Bad Request");
    }

    @Test
    void a_source_that_fails_is_no_fault_of_the_registry() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        IOException e = catchThrowableOfType(
                IOException.class,
                () -> repository("blobs/failing").putBlob(failing, Optional.empty(), OptionalLong.empty()));
        assertThat(e).hasMessage("the disk is gone");
    }

    @Test
    void tags_come_whole_and_in_pages() throws IOException {
        Manifest manifest = push("tags/many:t00");
        RegistryRepository repository = repository("tags/many");
        for (int i = 1; i < 25; i++) {
            repository.put(manifest, "t" + (i / 10) + (i % 10));
        }
        assertThat(repository.tags()).hasSize(25).doesNotHaveDuplicates().contains("t00", "t24");
        assertThat(repository.tags(3, "t10")).containsExactly("t11", "t12", "t13");
    }

    @Test
    void a_repository_that_is_not_there_has_no_tags() {
        ImageException e = catchThrowableOfType(
                ImageException.class, () -> repository("no/such").tags());
        assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(e.getMessage()).contains("tags of " + registry.host() + "/no/such", "404");
    }

    @Test
    void a_manifest_is_found_without_being_fetched_and_deleted() throws IOException {
        Manifest manifest = push("deleted/image:1");
        RegistryRepository repository = repository("deleted/image");
        assertThat(repository.find("1")).contains(Descriptor.of(MediaTypes.OCI_MANIFEST, manifest.raw()));
        Transports.delete("docker://" + registry.host() + "/deleted/image:1", context());
        assertThat(repository.find("1")).isEmpty();
        ImageException e = catchThrowableOfType(
                ImageException.class,
                () -> Transports.delete("docker://" + registry.host() + "/deleted/image:1", context()));
        assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
        repository.deleteBlob(image.layers.get(0).digest());
        assertThat(repository.blobSize(image.layers.get(0).digest())).isEmpty();
    }

    @Test
    void a_name_with_a_digest_takes_only_the_manifest_of_that_digest() throws IOException {
        push("by/digest:1");
        Digest other = Digest.sha256(new byte[] {1});
        try (BlobDestination destination = destination("by/digest@" + other)) {
            ImageException e = catchThrowableOfType(
                    ImageException.class, () -> destination.manifest(Manifest.parse(image.manifest(), ""), true));
            assertThat(e.getMessage())
                    .contains(other.toString(), image.manifest().digest().toString());
        }
        Digest own = image.manifest().digest();
        try (BlobDestination destination = destination("by/digest@" + own)) {
            destination.manifest(Manifest.parse(image.manifest(), ""), true);
            destination.commit();
        }
        assertThat(repository("by/digest").manifest(own.toString()).raw()).isEqualTo(image.manifest());
    }

    /** The registry knows nothing of referrers: the list is kept by its clients. */
    @Test
    void referrers_are_listed_at_the_subjects_tag() throws IOException {
        Manifest subject = push("referred/image:1");
        RegistryRepository repository = repository("referred/image");
        byte[] empty = {'{', '}'};
        repository.putBlob(bytes(empty), Optional.of(Digest.sha256(empty)), OptionalLong.of(2));
        Manifest sbom = artifact(subject, "application/vnd.test.sbom", empty);
        Manifest note = artifact(subject, "application/vnd.test.note", empty);
        repository.put(sbom, sbom.raw().digest().toString());
        repository.put(note, note.raw().digest().toString());
        repository.put(note, note.raw().digest().toString());
        assertThat(repository.referrers(subject.raw().digest(), ""))
                .extracting(Referrer::artifactType)
                .containsExactly("application/vnd.test.sbom", "application/vnd.test.note");
        assertThat(repository.referrers(subject.raw().digest(), "application/vnd.test.note"))
                .containsExactly(new Referrer(
                        Descriptor.of(MediaTypes.OCI_MANIFEST, note.raw()).withAnnotations(Map.of("a", "b")),
                        "application/vnd.test.note"));
        assertThat(repository.referrers(Digest.sha256(empty), "")).isEmpty();
    }

    private static Manifest artifact(Manifest subject, String type, byte[] config) {
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(2);
        out.name("mediaType")
                .value(MediaTypes.OCI_MANIFEST)
                .name("artifactType")
                .value(type);
        out.name("config");
        Descriptor.of(MediaTypes.OCI_EMPTY, RawDocument.of(config)).write(out);
        out.name("layers").array();
        Descriptor.of(MediaTypes.OCI_EMPTY, RawDocument.of(config)).write(out);
        out.end().name("subject");
        Descriptor.of(subject.mediaType(), subject.raw()).write(out);
        out.name("annotations").value(Map.of("a", "b"));
        return Manifest.parse(RawDocument.of(out.end().bytes()), "");
    }

    @Test
    void the_registry_tells_its_repositories() throws IOException {
        push("catalog/one:1");
        push("catalog/two:1");
        RegistryHost host = RegistryHost.of(registry.host(), DockerRegistry.options());
        host.check();
        assertThat(host.repositories()).contains("catalog/one", "catalog/two");
    }
}
