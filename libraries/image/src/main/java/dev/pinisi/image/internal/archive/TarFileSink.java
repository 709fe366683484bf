package dev.pinisi.image.internal.archive;

import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a tar archive to a file, which takes its place when it is whole. */
public final class TarFileSink extends TarSink {
    private final Path place;
    private final StagedFile staged;
    private final FileChannel file;

    private TarFileSink(Path place, StagedFile staged) {
        super(staged.channel());
        this.place = place;
        this.staged = staged;
        file = staged.channel();
    }

    /** Begins an archive; one that is at the place is replaced at the end. */
    public static TarFileSink at(Path place) throws IOException {
        Path absolute = place.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null || Files.isDirectory(absolute)) {
            throw new IOException(place + " is a directory");
        }
        StagedFile.sweep(parent);
        return new TarFileSink(absolute, StagedFile.in(parent));
    }

    /** Leaves room for the header, which is written when all that stands in it is known. */
    @Override
    public Descriptor put(InputStream content, BlobSpec blob, Naming naming) throws IOException {
        long start = file.position();
        write(new byte[FileHeader.BLOCK]);
        Descriptor written = BlobCopy.copy(content, blob, file);
        write(FileHeader.padding(written.size()));
        String name = naming.name(written.digest());
        ByteBuffer header = ByteBuffer.wrap(FileHeader.of(name, written.size()));
        while (header.hasRemaining()) {
            file.write(header, start + header.position());
        }
        remember(name, written.size());
        return written;
    }

    @Override
    public void finish() throws IOException {
        write(FileHeader.end());
        staged.place(place);
    }

    @Override
    public void close() throws IOException {
        staged.close();
    }
}
