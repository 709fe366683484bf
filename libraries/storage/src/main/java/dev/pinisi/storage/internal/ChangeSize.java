package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.storage.ChangeVisitor;
import dev.pinisi.storage.RootFilesystem.Change;

/** Adds up what changed files take on disk. */
final class ChangeSize implements ChangeVisitor {
    private static final int BLOCK = 512;

    private long blocks;

    @Override
    public void present(Change.Kind kind, byte[] path, Directory parent, byte[] name, FileStatus status) {
        blocks += status.blocks();
    }

    @Override
    public void deleted(byte[] path) {
        // takes nothing
    }

    long bytes() {
        return blocks * BLOCK;
    }
}
