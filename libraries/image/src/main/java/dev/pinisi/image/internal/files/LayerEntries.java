package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the entries of a layer (image-spec, layer.md). */
public final class LayerEntries {
    private static final int MOST_PROBLEMS = 20;

    private LayerEntries() {}

    /**
     * Reads the archive to the end of its entries.
     *
     * @param tar uncompressed
     */
    public static List<String> problems(InputStream tar) throws IOException {
        List<String> problems = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        LayerTar entries = new LayerTar(tar, 0);
        for (Optional<ImageFile> next = entries.next(); next.isPresent(); next = entries.next()) {
            ImageFile file = next.get();
            String name = file.name();
            if (file.type() != ImageFile.Type.DIRECTORY && !paths.add(file.path())) {
                problem(problems, "/" + file.path() + " is in it twice; tools differ in which one counts");
            }
            if (name.startsWith(Paths.WHITEOUT) && file.size() > 0) {
                problem(problems, "/" + file.path() + " is a whiteout that is not empty");
            }
        }
        return problems;
    }

    private static void problem(List<String> problems, String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text);
        }
    }
}
