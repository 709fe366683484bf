package dev.pinisi.storage.internal;

import dev.pinisi.storage.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which driver was found to work, for those that ask for the same: the file {@code driver} in the run root. Its first
 * line is what was asked for, the others are the answer.
 */
final class DriverMemory {
    private final Path runRoot;
    private final String question;

    DriverMemory(Path runRoot, StoreOptions wanted) {
        this.runRoot = runRoot;
        String driver = wanted.driver().isPresent() ? wanted.driver().get() : settings(wanted);
        this.question =
                wanted.driverOptions().isEmpty() ? driver : driver + " " + String.join(" ", wanted.driverOptions());
    }

    /** The file that says it, and its age: an administrator may change it. */
    private static String settings(StoreOptions wanted) {
        for (Path file : wanted.settings()) {
            // 0 if there is none
            long time = file.toFile().lastModified();
            if (time != 0) {
                return file + "@" + time;
            }
        }
        return "";
    }

    private Path file() {
        return runRoot.resolve("driver");
    }

    /** The lines of the answer, two at least; nothing if none is known. */
    Optional<List<String>> read() {
        Optional<byte[]> bytes = SmallFiles.read(file());
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = lines(new String(bytes.get(), StandardCharsets.UTF_8));
        boolean answers = lines.size() > 2 && lines.getFirst().equals(question);
        return answers ? Optional.of(lines.subList(1, lines.size())) : Optional.empty();
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }

    /** Others read meanwhile, so the new answer replaces the old one in one step. */
    void write(List<String> lines) {
        SmallFiles.makeDirectories(runRoot);
        Path draft = runRoot.resolve("driver." + ProcessHandle.current().pid());
        SmallFiles.write(draft, (question + "\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failures.io("write", file(), e);
        }
    }
}
