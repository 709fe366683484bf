package dev.pinisi.image;

import dev.pinisi.image.internal.validate.IndexValidation;
import dev.pinisi.image.spi.ImageSource;
import java.io.IOException;
import java.util.List;

/**
 * What is wrong with an image: all bytes are read and all digests and sizes recomputed, those of uncompressed layers
 * too, and the documents held against the OCI image specification or Docker's.
 *
 * @param findings in the order of the documents; none if all is well
 * @param images how many manifests were looked at
 * @param blobs how many configurations and layers
 * @param bytes of them
 */
public record ImageValidation(List<Finding> findings, int images, int blobs, long bytes) {

    /**
     * Something wrong.
     *
     * @param where the document or blob, by digest, and the member in it
     */
    public record Finding(Severity severity, String where, String problem) {}

    /** How wrong it is. */
    public enum Severity {
        /** Tools will refuse it, or it is not what its digest says. */
        ERROR,
        /** The specification says SHOULD, or tools differ in what they make of it. */
        WARNING
    }

    /** Looks at what the source's name stands for, with all images of an index. */
    public static ImageValidation of(ImageSource source, CancelSignal cancel) throws IOException {
        return new IndexValidation(source, cancel).run();
    }

    /** Whether there is no error. */
    public boolean isValid() {
        for (Finding finding : findings) {
            if (finding.severity() == Severity.ERROR) {
                return false;
            }
        }
        return true;
    }
}
