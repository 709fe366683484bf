package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.Compression;
import dev.pinisi.image.ProgressListener;
import dev.pinisi.image.internal.stream.Compressor;
import dev.pinisi.image.internal.stream.CountingStream;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.internal.stream.ReadAhead;
import dev.pinisi.image.internal.stream.VerifyingStream;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The pipelines that layers come through. Where work is done on the way it is a thread a stage: fetch and hash; decompress;
 * compress on all processors; and on the caller's thread the destination. Each byte is hashed once: what is kept by its blob's digest, what arrives
 * uncompressed by its DiffID.
 *
 * @param stopped whether the copy is given up
 */
record LayerStreams(ImageSource source, ProgressListener listener, BooleanSupplier stopped) {

    /** The layer's bytes as they are, verified. */
    InputStream kept(Descriptor layer) throws IOException {
        // no thread of its own: the other layers keep the processors busy, and handing pieces over costs more than it
        // gains
        return new SourceStream(verified(layer));
    }

    /** The layer's tar archive, verified. */
    InputStream decompressed(Descriptor layer, Optional<Digest> diffId) throws IOException {
        if (diffId.isEmpty()) {
            return new SourceStream(tar(layer));
        }
        InputStream fetched = ReadAhead.ofNetwork(fetched(layer), "fetch " + layer.digest());
        InputStream tar =
                ReadAhead.ofComputation(Decompression.open(fetched, layer.size()), "unpack " + layer.digest());
        return new SourceStream(VerifyingStream.ofUnknownSize(tar, diffId.get()));
    }

    /** The layer's tar archive compressed, from a verified blob. */
    Compressor compressed(Descriptor layer, Compression compression) throws IOException {
        return Compressor.compress(tar(layer), compression);
    }

    private InputStream tar(Descriptor layer) throws IOException {
        InputStream blob = verified(layer);
        // what is only read and hashed needs no thread beside those that compress: they are ahead of it by their blocks
        boolean packed = LayerTypes.compression(layer.mediaType()) != Compression.Format.NONE;
        InputStream fetched = packed ? ReadAhead.ofNetwork(blob, "fetch " + layer.digest()) : blob;
        return Decompression.open(fetched, layer.size());
    }

    private InputStream verified(Descriptor layer) throws IOException {
        return new VerifyingStream(fetched(layer), layer);
    }

    private InputStream fetched(Descriptor layer) throws IOException {
        return new CountingStream(source.open(layer), layer, listener, stopped);
    }
}
