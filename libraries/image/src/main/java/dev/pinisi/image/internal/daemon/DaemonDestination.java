package dev.pinisi.image.internal.daemon;

import dev.pinisi.image.internal.archive.DockerArchiveWriter;
import dev.pinisi.image.internal.archive.TarFileSink;
import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Gathers an image as a docker-archive in a file, which the daemon loads when it is whole. */
final class DaemonDestination implements BlobDestination {
    private final BlobDestination image;
    private final DockerArchiveWriter writer;
    private final TarFileSink sink;
    private final DockerDaemon daemon;
    private final Path archive;

    private DaemonDestination(String name, DockerDaemon daemon, Path archive, List<String> names) throws IOException {
        this.daemon = daemon;
        this.archive = archive;
        sink = TarFileSink.at(archive);
        writer = new DockerArchiveWriter(name, sink);
        image = writer.image(names);
    }

    /**
     * Begins an image.
     *
     * @param directory where the archive is put down meanwhile
     */
    static DaemonDestination begin(String name, DockerDaemon daemon, Path directory, List<String> names)
            throws IOException {
        Path archive = Files.createTempFile(directory, "docker-", ".tar");
        return new DaemonDestination(name, daemon, archive, names);
    }

    @Override
    public String name() {
        return image.name();
    }

    @Override
    public Acceptance accepts() {
        return image.accepts();
    }

    @Override
    public Optional<Descriptor> reuse(BlobSpec blob, List<String> repositories) throws IOException {
        return image.reuse(blob, repositories);
    }

    @Override
    public Descriptor write(InputStream bytes, BlobSpec blob) throws IOException {
        return image.write(bytes, blob);
    }

    @Override
    public void manifest(Manifest manifest, boolean top) throws IOException {
        image.manifest(manifest, top);
    }

    @Override
    public void commit() throws IOException {
        image.commit();
        writer.finish();
        daemon.load(archive);
    }

    @Override
    public void close() throws IOException {
        try (sink) {
            Files.deleteIfExists(archive);
        }
    }
}
