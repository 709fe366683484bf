package dev.pinisi.storage;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.OpenFile;
import dev.pinisi.spec.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that can be seen of a tree's files, a line each: type, mode, owner, time, links, attributes, content. */
public final class TreeListing {
    private final SortedMap<String, String> lines = new TreeMap<>();
    private final Map<Long, String> firstNames = new HashMap<>();
    private final boolean withOverlayKeys;

    private TreeListing(boolean withOverlayKeys) {
        this.withOverlayKeys = withOverlayKeys;
    }

    /** The lines by path, {@code .} for the root itself. Overlayfs' own attributes are left out. */
    public static SortedMap<String, String> of(Path root) {
        return of(root, false);
    }

    /** The same with overlayfs' own attributes or without. */
    public static SortedMap<String, String> of(Path root, boolean withOverlayKeys) {
        TreeListing listing = new TreeListing(withOverlayKeys);
        try (Directory directory = Directory.open(root)) {
            byte[] self = {'.'};
            listing.add(directory, self, ".", directory.status(self).orElseThrow());
            listing.walk(directory, "");
        }
        return listing.lines;
    }

    private void walk(Directory directory, String prefix) {
        List<DirectoryEntry> entries = new ArrayList<>(directory.list());
        entries.sort((a, b) -> latin(a.name()).compareTo(latin(b.name())));
        for (DirectoryEntry entry : entries) {
            String path = prefix + latin(entry.name());
            FileStatus status = directory.status(entry.name()).orElseThrow();
            add(directory, entry.name(), path, status);
            if (status.isDirectory()) {
                try (Directory child = directory.openDirectory(entry.name())) {
                    walk(child, path + "/");
                }
            }
        }
    }

    private void add(Directory parent, byte[] name, String path, FileStatus status) {
        StringBuilder line = new StringBuilder(Integer.toOctalString(status.mode()));
        line.append(' ').append(status.uid()).append(':').append(status.gid());
        line.append(' ').append(status.seconds()).append('.').append(status.nanoseconds());
        switch (status.type()) {
            case FileStatus.REGULAR ->
                line.append(' ').append(status.size()).append(' ').append(hash(parent, name));
            case FileStatus.SYMLINK -> line.append(" -> ").append(latin(parent.readLink(name)));
            case FileStatus.CHARACTER_DEVICE, FileStatus.BLOCK_DEVICE ->
                line.append(' ').append(status.deviceMajor()).append(',').append(status.deviceMinor());
            default -> line.append("");
        }
        if (!status.isDirectory() && status.links() > 1) {
            line.append(" = ").append(firstNames.computeIfAbsent(status.inode(), inode -> path));
        }
        xattrs(parent, name, line);
        lines.put(path, line.toString());
    }

    private void xattrs(Directory parent, byte[] name, StringBuilder line) {
        SortedMap<String, String> sorted = new TreeMap<>();
        for (byte[] key : parent.xattrs(name)) {
            String text = latin(key);
            boolean overlays = text.startsWith("trusted.overlay.");
            if (!overlays || withOverlayKeys) {
                sorted.put(text, latin(parent.xattr(name, key).orElse(new byte[0])));
            }
        }
        if (!sorted.isEmpty()) {
            line.append(' ').append(sorted);
        }
    }

    private static String hash(Directory parent, byte[] name) {
        MessageDigest hasher = Digest.sha256(new byte[0]).hasher();
        byte[] buffer = new byte[1 << 16];
        long position = 0;
        try (OpenFile file = parent.openFile(name)) {
            for (int n = file.read(0, buffer, 0, buffer.length); n >= 0; ) {
                hasher.update(buffer, 0, n);
                position += n;
                n = file.read(position, buffer, 0, buffer.length);
            }
        }
        return Digest.of("sha256", hasher.digest()).shortHex();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
