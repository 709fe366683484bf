package dev.pinisi.storage;

import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.LayerReservation;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What another process does to a store: it waits for a line on its standard input, and then works. */
public final class WriterProcess {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private WriterProcess() {}

    static Process start(StoreOptions options, String work) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                options.root().toString(),
                options.runRoot().toString(),
                work));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] args) throws IOException {
        Store store = Store.open(StoreOptions.of(Path.of(args[0]), Path.of(args[1])));
        TestImage image = image(1, 4 << 20);
        OUT.println("ready");
        if (System.in.read() < 0) {
            return;
        }
        if (args[2].equals("once")) {
            once(store, image);
        } else {
            forever(store, new Random(Long.parseLong(args[2])));
        }
    }

    /** An image of three layers: a small common one, a large one, one with many files. */
    static TestImage image(long seed, int size) {
        Random random = new Random(seed);
        byte[] large = new byte[size];
        random.nextBytes(large);
        TarBuilder many = new TarBuilder();
        for (int i = 0; i < 100; i++) {
            many.file("many" + seed + "/" + i, "file " + random.nextInt());
        }
        return TestImage.of(
                new TarBuilder().directory("etc", 0755).file("etc/os", "common").build(),
                new TarBuilder().file("large", 0644, large).build(),
                many.build());
    }

    private static void once(Store store, TestImage image) throws IOException {
        try (ImageDestination destination = store.images().newDestination()) {
            for (byte[] layer : image.layers()) {
                LayerReservation reservation = destination.reserveLayer(Digest.sha256(layer), TestImage.PATIENCE);
                if (reservation instanceof LayerWriter writer) {
                    try (writer) {
                        writer.write(new ByteArrayInputStream(layer));
                        writer.commit();
                    }
                }
                OUT.println(reservation instanceof LayerWriter ? "written" : "present");
            }
            destination.commit(image.record(List.of("docker.io/library/once:latest"), List.of()));
        }
    }

    private static void forever(Store store, Random random) throws IOException {
        while (true) {
            TestImage image = image(random.nextInt(3), 1 << 20);
            Digest id = image.storeIn(store, "docker.io/library/i" + random.nextInt(3) + ":latest");
            String container = "c" + random.nextInt(1000);
            Optional<StoredImage> stored = store.images().find(id);
            store.rootFilesystems().create(RootFilesystemSpec.of(container, stored.orElseThrow()));
            store.rootFilesystems().find(container).orElseThrow().mount();
            store.rootFilesystems().delete(container);
            if (random.nextBoolean()) {
                store.images().remove(id);
            }
        }
    }
}
