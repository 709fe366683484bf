package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.files.FileReading;
import dev.pinisi.image.internal.files.LayerFiles;
import dev.pinisi.image.internal.files.MergedFiles;
import dev.pinisi.image.spi.ImageSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * The files of an image, read from its layers where those are. Nothing is unpacked. A layer is read once at most, and not
 * at all where an upper one answers the question, or only in part where it has a table of contents (eStargz,
 * zstd:chunked).
 *
 * <p>What {@link #read} writes is verified where the layer has a table of contents. Elsewhere reading stops with the file,
 * before the layer's digest could be checked.
 */
public final class ImageFiles {
    private final List<LayerFiles> layers;

    private ImageFiles(List<LayerFiles> layers) {
        this.layers = layers;
    }

    /** The files of an image; the source stays open until all is read. */
    public static ImageFiles of(ImageSource source, ImageView image) {
        List<LayerFiles> layers = new ArrayList<>();
        for (int i = 0; i < image.layers().size(); i++) {
            layers.add(new LayerFiles(source, image.layers().get(i), i));
        }
        return new ImageFiles(layers);
    }

    /** The layers, the lowest first. */
    List<LayerFiles> layers() {
        return layers;
    }

    /** The whole root file system by path; directories that only lead to others may be missing. */
    public NavigableMap<String, ImageFile> all() throws IOException {
        MergedFiles merged = new MergedFiles();
        for (int i = layers.size() - 1; i >= 0; i--) {
            merged.addBelow(layers.get(i).all());
        }
        return merged.files();
    }

    /**
     * What is at a path: the file itself, or what a directory holds, symbolic links followed.
     *
     * @param recursive the directory's directories, too
     * @throws ImageException of kind {@link Kind#NOT_FOUND} if there is nothing
     */
    public List<ImageFile> list(String path, boolean recursive) throws IOException {
        return FileReading.list(all(), path, recursive);
    }

    /**
     * Writes the content of a file, symbolic and hard links followed.
     *
     * @throws ImageException if there is no such file, or it is a directory or a device
     */
    public void read(String path, OutputStream out) throws IOException {
        new FileReading(layers, path).run(out);
    }
}
