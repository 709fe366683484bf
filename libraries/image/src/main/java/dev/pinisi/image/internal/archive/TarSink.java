package dev.pinisi.image.internal.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes a tar archive. Into a file, a blob's header is written when its size is known; into a stream that cannot be,
 * so blobs of unknown size are put down first.
 */
public abstract sealed class TarSink implements FileSink permits TarFileSink, TarStreamSink {
    private final Map<String, Long> sizes = new HashMap<>();
    final WritableByteChannel out;

    TarSink(WritableByteChannel out) {
        this.out = out;
    }

    @Override
    public final boolean parallel() {
        return false;
    }

    @Override
    public final OptionalLong size(String name) {
        Long size = sizes.get(name);
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    @Override
    public final void put(String name, byte[] content) throws IOException {
        write(FileHeader.of(name, content.length));
        write(content);
        write(FileHeader.padding(content.length));
        remember(name, content.length);
    }

    /** Nobody else writes to this archive. */
    @Override
    public final void update(String name, String lock, Change change) throws IOException {
        put(name, change.of(new byte[0]));
    }

    final void remember(String name, long size) {
        sizes.put(name, size);
    }

    final void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
    }
}
