package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which extended attributes a store's file system and this host's security modules keep: one that is missing from a file is
 * no damage if it could never be set. Found out by trying, on a file of its own, when it is first asked.
 */
final class KeptAttributes implements AutoCloseable {
    private static final byte[] PROBE = "attributes".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE = {0};

    private final Path staging;
    private @Nullable Claim claim;

    KeptAttributes(Path staging) {
        this.staging = staging;
    }

    boolean keeps(byte[] key) {
        try (Directory scratch = Directory.open(scratch());
                OpenFile probe = scratch.createFile(PROBE, 0600)) {
            try {
                probe.setXattr(key, VALUE);
                return true;
            } catch (LinuxException e) {
                // a capability of one byte is no valid one, so it is EINVAL where the kernel knows capabilities
                return e.errno() != Errno.EOPNOTSUPP && e.errno() != Errno.EPERM;
            } finally {
                scratch.remove(PROBE);
            }
        }
    }

    private Path scratch() {
        Claim open = claim;
        if (open == null) {
            open = new Staging(staging).begin();
            claim = open;
        }
        return open.directory();
    }

    @Override
    public void close() {
        if (claim != null) {
            claim.close();
        }
    }
}
