package dev.pinisi.storage.internal;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What went wrong below, as the store's own exceptions. */
final class Failures {
    private Failures() {}

    static StorageException io(String what, Path where, IOException cause) {
        String reason = reason(cause);
        if (isFull(cause)) {
            return full(what, where, cause);
        }
        return new StorageException(Kind.IO, what + " " + where + ": " + reason, cause);
    }

    static StorageException linux(String what, Path where, LinuxException cause) {
        if (cause.errno() == Errno.ENOSPC || cause.errno() == Errno.EDQUOT) {
            return full(what, where, cause);
        }
        return new StorageException(Kind.IO, what + " " + where + ": " + cause.getMessage(), cause);
    }

    static boolean isFull(IOException e) {
        String text = String.valueOf(e.getMessage());
        return text.contains("No space left on device") || text.contains("Disk quota exceeded");
    }

    static StorageException full(String what, Path where, Exception cause) {
        return new StorageException(
                Kind.NO_SPACE,
                what + " " + where
                        + ": no space left on device; remove images or containers, or use another place with --root",
                cause);
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
