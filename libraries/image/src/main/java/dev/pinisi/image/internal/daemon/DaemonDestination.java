package dev.pinisi.image.internal.daemon;

import dev.pinisi.image.internal.archive.DockerArchiveWriter;
import dev.pinisi.image.internal.archive.OwnedDestination;
import dev.pinisi.image.internal.archive.TarFileSink;
import dev.pinisi.image.spi.BlobDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gathers an image as a docker-archive in a file, which the daemon loads when it is whole. */
final class DaemonDestination {
    private DaemonDestination() {}

    /**
     * Begins an image.
     *
     * @param directory where the archive is put down meanwhile
     */
    static BlobDestination begin(String name, DockerDaemon daemon, Path directory, List<String> names)
            throws IOException {
        Path archive = Files.createTempFile(directory, "docker-", ".tar");
        TarFileSink sink = TarFileSink.at(archive);
        DockerArchiveWriter writer = new DockerArchiveWriter(name, sink);
        return new OwnedDestination(
                writer.image(names),
                () -> {
                    writer.finish();
                    daemon.load(archive);
                },
                () -> {
                    try (sink) {
                        Files.deleteIfExists(archive);
                    }
                });
    }
}
