package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is mounted of an image equals what umoci unpacks of it, file by file: of one that umoci makes here, and of the OCI
 * layouts with gzip layers below the directory that the system property {@code pinisi.test.layouts} may name.
 */
class UmociKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private static final String UMOCI = "umoci";

    /** Makes the layout $1 by way of the bundle $2: three layers with what an archive can hold. */
    private static final String MAKE = """
            set -eu
            image=$1:latest
            umoci init --layout "$1"
            umoci new --image "$image"
            umoci unpack --image "$image" "$2"
            cd "$2/rootfs"
            mkdir -p bin etc/deep/er usr/share/many
            echo program >bin/program
            chmod 4755 bin/program
            ln bin/program bin/hard
            ln -s program bin/soft
            ln -s /nowhere/at/all etc/dangling
            for i in $(seq 200); do echo "$i" >"usr/share/many/$i"; done
            echo owned >etc/owned
            chown 1000:2000 etc/owned
            touch -d 2001-02-03T04:05:06.789 etc/deep/er usr/share/many/7
            chmod 1777 usr/share
            mkfifo etc/pipe
            mknod etc/node c 1 3
            : >"etc/$(printf 'long%.0s' $(seq 40))"
            truncate -s 3M etc/sparse
            cd - >/dev/null
            umoci repack --refresh-bundle --image "$image" "$2"
            cd "$2/rootfs"
            rm -r usr/share/many etc/owned
            rm bin/soft
            mkdir bin/soft usr/share/many
            echo new >usr/share/many/7
            chmod 0700 etc/deep
            cd - >/dev/null
            umoci repack --refresh-bundle --image "$image" "$2"
            cd "$2/rootfs"
            ln bin/program etc/another
            rm -r bin/soft
            echo file >bin/soft
            cd - >/dev/null
            umoci repack --refresh-bundle --image "$image" "$2"
            """;

    @Test
    void an_image_of_umoci_equals_what_umoci_unpacks() throws Exception {
        assumeTrue(canRun(UMOCI), "no umoci on PATH");
        Path layout = stores.directory("layouts").resolve("made");
        Path bundle = stores.directory("made").resolve("bundle");
        run("sh", "-c", MAKE, "make", layout.toString(), bundle.toString());
        compare(layout);
    }

    @Test
    void other_images_equal_what_umoci_unpacks() throws Exception {
        Path layouts = Path.of(System.getProperty("pinisi.test.layouts", "/nonexistent"));
        assumeTrue(Files.isDirectory(layouts), "-Dpinisi.test.layouts names no directory of OCI layouts");
        assumeTrue(canRun(UMOCI), "no umoci on PATH");
        List<Path> images;
        try (Stream<Path> list = Files.list(layouts)) {
            images = list.filter(path -> Files.exists(path.resolve("index.json")))
                    .toList();
        }
        assertThat(images).isNotEmpty();
        for (Path image : images) {
            compare(image);
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void compare(Path layout) throws Exception {
        String name = layout.getFileName().toString();
        Path bundle = stores.directory("bundles").resolve(name);
        run(UMOCI, "unpack", "--image", layout + ":latest", bundle.toString());
        Store store = stores.open();
        Digest id = store(store, layout);
        RootFilesystem rootfs = store.rootFilesystems()
                .create(RootFilesystemSpec.of(
                        "c-" + name, store.images().find(id).orElseThrow()));
        SortedMap<String, String> ours = TreeListing.of(rootfs.mount());
        SortedMap<String, String> theirs = TreeListing.of(bundle.resolve("rootfs"));
        List<String> differences = new ArrayList<>();
        for (String path : theirs.keySet()) {
            if (!theirs.get(path).equals(ours.get(path))) {
                differences.add(path + "\n  umoci " + theirs.get(path) + "\n  ours  " + ours.get(path));
            }
        }
        assertThat(differences).as("differences in " + name).isEmpty();
        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        for (Digest layer : store.images().find(id).orElseThrow().layers()) {
            assertThat(store.layers().damage(layer)).as("bit-exact " + layer).isEmpty();
        }
        assertThat(store.check(false)).isEmpty();
    }

    private static Digest store(Store store, Path layout) throws IOException {
        JsonCursor index = JsonCursor.parse(Files.readAllBytes(layout.resolve("index.json")));
        ImageManifest manifest = ImageManifest.parse(blob(
                layout,
                Digest.parse(index.field("manifests")
                        .elements()
                        .get(0)
                        .field("digest")
                        .string())));
        ImageConfig config = ImageConfig.parse(blob(layout, manifest.config().digest()));
        List<ImageRecord.Layer> layers = new ArrayList<>();
        try (ImageDestination destination = store.images().newDestination()) {
            for (int i = 0; i < manifest.layers().size(); i++) {
                Descriptor blob = manifest.layers().get(i);
                Digest diffId = config.diffIds().get(i);
                layers.add(new ImageRecord.Layer(diffId, blob));
                if (destination.reserveLayer(diffId, TestImage.PATIENCE) instanceof LayerWriter writer) {
                    try (writer;
                            InputStream tar = new GZIPInputStream(Files.newInputStream(path(layout, blob.digest())))) {
                        writer.write(tar);
                        writer.commit();
                    }
                }
            }
            return destination.commit(
                    new ImageRecord(manifest, config, List.of(), List.of(), Optional.empty(), layers));
        }
    }

    private static RawDocument blob(Path layout, Digest digest) throws IOException {
        return RawDocument.of(Files.readAllBytes(path(layout, digest)));
    }

    private static Path path(Path layout, Digest digest) {
        return layout.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
    }

    private static boolean canRun(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
