package dev.pinisi.tests.cgroup2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Debian's cloud kernel (package linux-image-cloud-amd64) lies: installed, or unpacked by {@code tests/get-kernel}. */
final class GuestKernel {
    private static final List<Path> PLACES = List.of(Path.of("/boot"), Path.of("/var/cache/pinisi-tests/kernel/boot"));

    private GuestKernel() {}

    /** The image named by the system property {@code pinisi.kernel}, else the last one by name. */
    static Optional<Path> find() throws IOException {
        String asked = System.getProperty("pinisi.kernel", "");
        if (!asked.isEmpty()) {
            return Optional.of(Path.of(asked));
        }
        Optional<Path> found = Optional.empty();
        for (Path place : PLACES) {
            if (found.isEmpty() && Files.isDirectory(place)) {
                found = last(place);
            }
        }
        return found;
    }

    private static Optional<Path> last(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith("vmlinuz-") && name.endsWith("-cloud-amd64");
                    })
                    .max(Path::compareTo);
        }
    }
}
