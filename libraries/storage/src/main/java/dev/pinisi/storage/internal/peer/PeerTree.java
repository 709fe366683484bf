package dev.pinisi.storage.internal.peer;

import dev.pinisi.image.LayerArchive;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.storage.internal.tar.FileStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The files of one layer, whose paths and links lead nowhere out of its directory. */
record PeerTree(Directory directory) implements LayerArchive.Contents {
    private static final byte[] SELF = {'.'};

    /**
     * The layer's archive.
     *
     * @param tarSplit closed with the stream that is returned, and if this fails
     * @param directory closed likewise
     */
    static InputStream archive(InputStream tarSplit, Directory directory) throws IOException {
        try {
            return new Archive(LayerArchive.recorded(tarSplit, new PeerTree(directory)), directory);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public InputStream open(byte[] path) throws IOException {
        int slash = path.length - 1;
        while (slash >= 0 && path[slash] != '/') {
            slash--;
        }
        byte[] name = Arrays.copyOfRange(path, slash + 1, path.length);
        try (Directory parent = directory.openInRoot(slash <= 0 ? SELF : Arrays.copyOf(path, slash))) {
            // looked at before it is opened, for opening a device may do something
            boolean regular = parent.status(name).map(FileStatus::isRegular).orElse(false);
            if (!regular) {
                throw new IOException(
                        shown(path) + " is recorded as a file of the layer, but is none in its directory");
            }
            return new FileStream(parent.openFile(name));
        } catch (LinuxException e) {
            throw new IOException(shown(path) + ", a file of the layer: " + e.getMessage(), e);
        }
    }

    private static String shown(byte[] path) {
        return new String(path, StandardCharsets.UTF_8);
    }

    /** Closes the directory with the stream. */
    private static final class Archive extends FilterInputStream {
        private final Directory directory;

        Archive(InputStream archive, Directory directory) {
            super(archive);
            this.directory = directory;
        }

        @Override
        public void close() throws IOException {
            try (directory) {
                super.close();
            }
        }
    }
}
