package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file, or a directory and all below it, the names in order. Every directory is opened by its name from the one
 * above, never through a link: whoever exchanges names meanwhile changes what is found, not where.
 */
public final class TreeEntries implements EntrySource {
    private static final int MOST_DEPTH = TarLimits.DEFAULT.depth();

    private final FileEntries files = new FileEntries();
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Set<String> excluded;
    private @Nullable Start start;

    /** A directory whose names are being gone through; {@code prefix} is what stands before them, slash included. */
    @SuppressWarnings("ArrayRecordComponent") // names are bytes; never compared
    private record Level(Directory directory, Iterator<DirectoryEntry> names, byte[] prefix) {}

    @SuppressWarnings("ArrayRecordComponent") // names are bytes; never compared
    private record Start(Directory parent, byte[] name, byte[] archived) {}

    private TreeEntries(@Nullable Start start, Set<String> excluded) {
        this.start = start;
        this.excluded = excluded;
    }

    /**
     * A file, or a directory with all below it, under a name.
     *
     * @param parent closed with this
     * @param archived the name in the archive
     */
    public static TreeTarStream named(Directory parent, byte[] name, byte[] archived) {
        return new TreeTarStream(new TreeEntries(new Start(parent, name, archived), Set.of()));
    }

    /**
     * What is below a directory, without an entry for itself.
     *
     * @param directory closed with this
     * @param excluded names in it to leave out
     */
    public static TreeTarStream below(Directory directory, Set<String> excluded) {
        TreeEntries entries = new TreeEntries(null, excluded);
        entries.enter(directory, new byte[0]);
        return new TreeTarStream(entries);
    }

    @Override
    public boolean next(TarEntry into) {
        Start first = start;
        if (first != null) {
            start = null;
            return first(first, into);
        }
        while (!levels.isEmpty()) {
            Level level = levels.getLast();
            if (!level.names.hasNext()) {
                levels.removeLast().directory.close();
                continue;
            }
            DirectoryEntry entry = level.names.next();
            if (levels.size() == 1 && excluded.contains(entry.toString())) {
                continue;
            }
            into.clear();
            if (describe(level.directory, entry.name(), join(level.prefix, entry.name()), into)) {
                return true;
            }
        }
        return false;
    }

    /** The directory above stays open as long as the walk needs it: a walk of one file needs it for its entry only. */
    private boolean first(Start first, TarEntry into) {
        try (Directory parent = first.parent) {
            return describe(parent, first.name, first.archived, into) || next(into);
        }
    }

    private boolean describe(Directory parent, byte[] name, byte[] archived, TarEntry into) {
        if (!files.describe(parent, name, archived, into)) {
            return false;
        }
        if (into.type == TarType.DIRECTORY) {
            Optional<Directory> directory = open(parent, name);
            if (directory.isEmpty()) {
                return false;
            }
            enter(directory.get(), into.name);
        }
        return true;
    }

    /** Nothing if the name is no directory's any more. */
    private static Optional<Directory> open(Directory parent, byte[] name) {
        try {
            return Optional.of(parent.openDirectory(name));
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void enter(Directory directory, byte[] prefix) {
        if (levels.size() == MOST_DEPTH) {
            directory.close();
            throw new TarException(prefix, "it is nested deeper than " + MOST_DEPTH + " directories");
        }
        List<DirectoryEntry> names = new ArrayList<>(directory.list());
        names.sort(Comparator.comparing(DirectoryEntry::name, Arrays::compareUnsigned));
        levels.addLast(new Level(directory, names.iterator(), prefix));
    }

    private static byte[] join(byte[] prefix, byte[] name) {
        byte[] whole = Arrays.copyOf(prefix, prefix.length + name.length);
        System.arraycopy(name, 0, whole, prefix.length, name.length);
        return whole;
    }

    @Override
    public @Nullable OpenFile content() {
        return files.content();
    }

    @Override
    public void close() {
        if (start != null) {
            start.parent.close();
        }
        levels.forEach(level -> level.directory.close());
        levels.clear();
    }
}
