package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.storage.ChangeVisitor;
import dev.pinisi.storage.RootFilesystem.Change;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects changes. */
final class ChangeList implements ChangeVisitor {
    private final List<Change> changes = new ArrayList<>();

    @Override
    public void present(Change.Kind kind, byte[] path, Directory parent, byte[] name, FileStatus status) {
        changes.add(new Change(kind, text(path)));
    }

    @Override
    public void deleted(byte[] path) {
        changes.add(new Change(Change.Kind.DELETED, text(path)));
    }

    List<Change> sorted() {
        changes.sort(Comparator.comparing(Change::path));
        return changes;
    }

    private static String text(byte[] path) {
        return "/" + new String(path, StandardCharsets.UTF_8);
    }
}
