package dev.pinisi.engine;

import dev.pinisi.storage.RootFilesystem.Change;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The root file system of one container, whether the container runs or not. */
public interface ContainerFileSystem {
    /** What it has other than its image, sorted by path; without what every container is given, such as /etc/hosts. */
    List<Change> changes();

    /**
     * Mounts it, and keeps it mounted until {@link #unmount} was called as often; also while the container starts and
     * ends.
     *
     * @return where
     */
    Path mount();

    /**
     * Takes one call of {@link #mount} back. It is unmounted when none is left and the container does not run.
     *
     * @param force takes all of them back
     */
    void unmount(boolean force);

    /** Where it is mounted, if it is. */
    Optional<Path> mountPoint();

    /** Writes all its files as a tar archive; not what is mounted in it. */
    void export(OutputStream out);

    /**
     * Opens the container's files. A container that does not run cannot be started meanwhile.
     *
     * @throws EngineException if the container is gone
     */
    ContainerView open();
}
