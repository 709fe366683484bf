package dev.pinisi.engine.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps resolved profiles as files under the run root. To resolve one anew takes a cold JVM 10 ms: opening the jar, and
 * interpreted loops over the rules.
 */
final class SeccompCache implements SeccompProfiles {
    private final Path directory;

    SeccompCache(Path runRoot) {
        this.directory = runRoot.resolve("seccomp");
    }

    @Override
    public String resolve(String architecture, List<String> capabilities) {
        Path file = directory.resolve(DefaultSeccomp.VERSION + "-" + architecture + "-"
                + Long.toHexString(Capabilities.mask(capabilities)) + ".json");
        Optional<byte[]> kept = AtomicFiles.read(file);
        if (kept.isPresent()) {
            return new String(kept.get(), StandardCharsets.US_ASCII);
        }
        String profile = DefaultSeccomp.resolve(architecture, capabilities);
        AtomicFiles.makeDirectories(directory);
        AtomicFiles.writeAmongOthers(file, profile.getBytes(StandardCharsets.US_ASCII));
        return profile;
    }
}
