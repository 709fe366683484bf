package dev.pinisi.image;

import dev.pinisi.spec.Platform;
import java.time.Duration;
import java.util.List;

/**
 * How an image is copied into a store.
 *
 * @param platform which image of an index
 * @param names the names that the image gets, full references
 * @param repositories the repositories that it was had from, for its repo digests
 * @param parallel how many layers at once
 * @param patience how long to wait for a layer that another process writes
 * @param check asked before anything of the image but its manifest is read: a {@link TrustPolicy}
 */
public record CopyOptions(
        Platform platform,
        List<String> names,
        List<String> repositories,
        int parallel,
        Duration patience,
        ProgressListener listener,
        CancelSignal cancel,
        ManifestCheck check) {
    /** As many layers at once as the peers fetch. */
    public static final int DEFAULT_PARALLEL = 6;

    /** The host's platform, no names, nobody listening. */
    public static CopyOptions defaults() {
        return new CopyOptions(
                Platform.host(),
                List.of(),
                List.of(),
                DEFAULT_PARALLEL,
                Duration.ofMinutes(30),
                ProgressListener.SILENT,
                new CancelSignal(),
                ManifestCheck.NONE);
    }

    public CopyOptions withPlatform(Platform other) {
        return new CopyOptions(other, names, repositories, parallel, patience, listener, cancel, check);
    }

    public CopyOptions withNames(List<String> other) {
        return new CopyOptions(platform, other, repositories, parallel, patience, listener, cancel, check);
    }

    public CopyOptions withRepositories(List<String> other) {
        return new CopyOptions(platform, names, other, parallel, patience, listener, cancel, check);
    }

    public CopyOptions withParallel(int other) {
        return new CopyOptions(platform, names, repositories, other, patience, listener, cancel, check);
    }

    public CopyOptions withListener(ProgressListener other) {
        return new CopyOptions(platform, names, repositories, parallel, patience, other, cancel, check);
    }

    public CopyOptions withCancel(CancelSignal other) {
        return new CopyOptions(platform, names, repositories, parallel, patience, listener, other, check);
    }

    public CopyOptions withCheck(ManifestCheck other) {
        return new CopyOptions(platform, names, repositories, parallel, patience, listener, cancel, other);
    }
}
