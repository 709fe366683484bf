package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.ImageSource;
import java.util.List;

/** Finds out which of the formats a set of files has, and what images are in it. */
public final class ArchiveImages {
    private ArchiveImages() {}

    /**
     * All images, each named by the transport that would have opened it, which is how policies know it.
     *
     * @param name how errors call the archive: its path
     */
    public static List<ImageSource> all(String name, FileSet files) {
        // archives for Docker may be OCI layouts, too, whose manifests are those that the image was made with
        if (files.find(LayoutIndex.FILE).isPresent()) {
            String transport = files instanceof DirectoryFiles ? "oci:" : "oci-archive:";
            return OciLayout.images(transport + name, files);
        }
        if (files.find(DockerListing.FILE).isPresent()) {
            return files.find("version").isPresent()
                    ? List.of(new DirSource("dir:" + name, files))
                    : DockerArchive.images("docker-archive:" + name, files);
        }
        throw new ImageException(
                Kind.UNSUPPORTED,
                name + " is neither a docker-archive nor an OCI layout: it has no manifest.json and no index.json");
    }
}
