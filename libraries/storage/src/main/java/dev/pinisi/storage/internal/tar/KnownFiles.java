package dev.pinisi.storage.internal.tar;

import dev.pinisi.image.spi.HeldFile;
import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import dev.pinisi.spec.Digest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What is known of an archive's contents before they are unpacked, and what comes of it. */
final class KnownFiles {
    private final List<KnownContent> known;
    private final FileDigests digests = new FileDigests();
    private int next;

    KnownFiles(List<KnownContent> known) {
        this.known = known;
    }

    /** What is known of the content of so many bytes that begins there. Asked in the order of the archive. */
    Optional<KnownContent> at(long offset, long size) {
        while (next < known.size() && known.get(next).offset() < offset) {
            next++;
        }
        if (next == known.size()) {
            return Optional.empty();
        }
        KnownContent content = known.get(next);
        return content.offset() == offset && content.size() == size ? Optional.of(content) : Optional.empty();
    }

    /** Takes note of where a content is now. */
    void add(KnownContent content, byte[] path) {
        Digest digest = content.digest();
        if (digest.algorithm().equals("sha256")) {
            digests.add(HexFormat.of().parseHex(digest.hex()), content.size(), path);
        }
    }

    /** Has a new file share the blocks of one that is there, or be a copy made within the kernel. */
    static boolean copy(KnownContent content, OpenFile to) {
        Optional<HeldFile> held = content.held();
        if (held.isEmpty() || !(held.get() instanceof StoredFile stored)) {
            return false;
        }
        long copied = 0;
        try (OpenFile from = stored.openFile()) {
            long count = -1;
            while (count != 0 && copied < content.size()) {
                count = to.copyFrom(from, content.size() - copied);
                copied += count;
            }
        } catch (LinuxException e) {
            // the bytes come along all the same
            copied = -1;
        }
        if (copied != content.size()) {
            to.truncate(0);
            to.seek(0);
        }
        return copied == content.size();
    }

    FileDigests digests() {
        return digests;
    }
}
