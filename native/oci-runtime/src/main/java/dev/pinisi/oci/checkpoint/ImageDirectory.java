package dev.pinisi.oci.checkpoint;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.KernelException;
import java.util.List;

/** A checkpoint's directory: CRIU's images and, as runc has it, {@code descriptors.json} with the links of the standard streams. */
final class ImageDirectory {
    private static final int INFORMATION = 4;

    private final String path;

    private ImageDirectory(String path) {
        this.path = path;
    }

    /** One to be filled, made where missing. */
    static ImageDirectory make(CriuOptions options) {
        makeTree(options.images());
        if (!options.parent().isEmpty()) {
            String parent = options.images() + "/" + options.parent();
            check(FileStatus.errno(parent + "/."), "open the directory that --parent-path names,", parent);
        }
        return new ImageDirectory(options.images());
    }

    /**
     * One to restore from.
     *
     * @throws CheckpointException if it is none
     */
    static ImageDirectory find(CriuOptions options) {
        ImageDirectory directory = new ImageDirectory(options.images());
        for (String name : new String[] {"inventory.img", "descriptors.json"}) {
            if (!Files.exists(directory.path + "/" + name)) {
                throw new CheckpointException(directory.path + " holds no checkpoint: " + name
                        + " is missing; --image-path must name the directory that checkpoint wrote to");
            }
        }
        return directory;
    }

    /** Tells CRIU of it, and of the directory for its log. */
    void describe(CriuOptions options, String log, Message message) {
        message.number(Option.IMAGES, open(path));
        if (!options.work().isEmpty()) {
            makeTree(options.work());
            message.number(Option.WORK, open(options.work()));
        }
        // an earlier attempt's errors would be taken for this one's
        Files.unlink(options.logDirectory() + "/" + log);
        message.number(Option.LOG_LEVEL, INFORMATION).text(Option.LOG_FILE, log);
    }

    void writeStreams(List<String> streams) {
        FileContents.replace(descriptors(), new JsonWriter().value(streams).bytes(), 0600);
    }

    /** What the standard streams were links to. */
    List<String> readStreams() {
        try {
            return JsonCursor.parse(FileContents.read(descriptors())).strings();
        } catch (JsonException e) {
            throw new CheckpointException(descriptors() + ": " + e.getMessage());
        }
    }

    private String descriptors() {
        return path + "/descriptors.json";
    }

    /** CRIU finds it below this process's, which has to keep it open. */
    private static int open(String directory) {
        return check(Files.open(directory + "/.", Files.O_RDONLY), "open", directory);
    }

    private static void makeTree(String directory) {
        for (int end = directory.indexOf('/', 1); ; end = directory.indexOf('/', end + 1)) {
            int result = Files.mkdir(end < 0 ? directory : directory.substring(0, end), 0700);
            if (end < 0 && result < 0 && result != -Errno.EEXIST) {
                throw new KernelException("make " + directory, -result);
            }
            if (end < 0) {
                return;
            }
        }
    }
}
