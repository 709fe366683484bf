package dev.pinisi.engine;

import dev.pinisi.storage.FileTree;
import dev.pinisi.storage.UnpackOptions;

/**
 * The files of a container as its processes see them, volumes and everything else that is mounted included.
 *
 * @param files the tree
 * @param workdir where relative paths begin; absolute
 * @param user whom the container's command runs as, in the owners that its files have
 * @param end what is to be done when nobody needs the files any more
 */
public record ContainerView(FileTree files, String workdir, UnpackOptions.Owner user, Runnable end)
        implements AutoCloseable {
    @Override
    public void close() {
        try (files) {
            return;
        } finally {
            end.run();
        }
    }
}
