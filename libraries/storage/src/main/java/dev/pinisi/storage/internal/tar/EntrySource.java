package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.OpenFile;
import org.jspecify.annotations.Nullable;

/** Gives the entries of an archive that is being made, one by one. */
interface EntrySource extends AutoCloseable {
    /**
     * Describes the next entry; its size says how much content there is.
     *
     * @param into cleared before
     * @return false after the last entry
     */
    boolean next(TarEntry into);

    /** The content of the entry just described, which the caller closes; null if its size is 0. */
    @Nullable
    OpenFile content();

    @Override
    void close();
}
