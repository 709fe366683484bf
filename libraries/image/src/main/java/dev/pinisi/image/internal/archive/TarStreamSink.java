package dev.pinisi.image.internal.archive;

import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes a tar archive to a stream, which is not closed. Blobs of unknown size are put down to learn it. */
public final class TarStreamSink extends TarSink {
    private final OutputStream stream;
    private final Path temporary;

    /**
     * @param temporary where blobs are put down
     */
    public TarStreamSink(OutputStream stream, Path temporary) {
        super(Channels.newChannel(stream));
        this.stream = stream;
        this.temporary = temporary;
    }

    @Override
    public Descriptor put(InputStream content, BlobSpec blob, Naming naming) throws IOException {
        if (blob.digest().isPresent() && blob.size().isPresent()) {
            return send(
                    content, blob, naming.name(blob.digest().get()), blob.size().getAsLong());
        }
        StagedFile.sweep(Files.createDirectories(temporary));
        try (StagedFile staged = StagedFile.in(temporary)) {
            FileChannel file = staged.channel();
            Descriptor written = BlobCopy.copy(content, blob, file);
            file.position(0);
            BlobSpec known = new BlobSpec(
                    blob.role(),
                    blob.mediaType(),
                    Optional.of(written.digest()),
                    OptionalLong.of(written.size()),
                    blob.diffId());
            // not closed: that is for the staged file to do
            return send(Channels.newInputStream(file), known, naming.name(written.digest()), written.size());
        }
    }

    private Descriptor send(InputStream content, BlobSpec known, String name, long size) throws IOException {
        write(FileHeader.of(name, size));
        Descriptor written = BlobCopy.copy(content, known, out);
        write(FileHeader.padding(size));
        remember(name, size);
        return written;
    }

    @Override
    public void finish() throws IOException {
        write(FileHeader.end());
        stream.flush();
    }

    @Override
    public void close() {
        // the stream is its owner's
    }
}
