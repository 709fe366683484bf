package dev.pinisi.image.internal.archive;

import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** Writes files into a directory; each takes its name when it is whole. A directory made in vain is removed again. */
public final class DirectorySink implements FileSink {
    /** One writer of this process at a time changes a document: locks of files are the whole process's. */
    private static final Object ONE_WRITER = new Object();

    private final Path root;
    private final List<Path> made = Collections.synchronizedList(new ArrayList<>());
    private final List<Path> written = Collections.synchronizedList(new ArrayList<>());
    private boolean finished;

    public DirectorySink(Path root) throws IOException {
        this.root = root.toAbsolutePath();
        makeDirectories(this.root);
        StagedFile.sweep(this.root);
    }

    @Override
    public boolean parallel() {
        return true;
    }

    @Override
    public OptionalLong size(String name) {
        try {
            Path file = root.resolve(name);
            return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
        } catch (IOException e) {
            // one that cannot be looked at is written anew
            return OptionalLong.empty();
        }
    }

    @Override
    public Descriptor put(InputStream content, BlobSpec blob, Naming naming) throws IOException {
        try (StagedFile staged = StagedFile.in(root)) {
            Descriptor written = BlobCopy.copy(content, blob, staged.channel());
            place(staged, naming.name(written.digest()));
            return written;
        }
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        try (StagedFile staged = StagedFile.in(root)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                staged.channel().write(rest);
            }
            place(staged, name);
        }
    }

    @Override
    public void update(String name, String lock, Change change) throws IOException {
        synchronized (ONE_WRITER) {
            try (FileChannel channel =
                            FileChannel.open(root.resolve(lock), StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                put(name, change.of(present(root.resolve(name))));
            }
        }
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void close() throws IOException {
        if (finished) {
            return;
        }
        for (Path directory : made.reversed()) {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException e) {
                // verified blobs stay for the next try
                return;
            }
        }
    }

    /** Removes what was put here. What was here before may by now be used by another writer, too, and stays. */
    @Override
    public void discard() throws IOException {
        if (finished || !made.contains(root)) {
            return;
        }
        for (Path file : written) {
            Files.deleteIfExists(file);
        }
    }

    private void place(StagedFile staged, String name) throws IOException {
        Path target = root.resolve(name);
        Path parent = target.getParent();
        makeDirectories(parent == null ? root : parent);
        staged.place(target);
        written.add(target);
    }

    private synchronized void makeDirectories(Path directory) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path at = directory; at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        Files.createDirectories(directory);
        made.addAll(missing.reversed());
    }

    private static byte[] present(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }
}
