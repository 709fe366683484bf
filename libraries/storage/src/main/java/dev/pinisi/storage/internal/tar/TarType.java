package dev.pinisi.storage.internal.tar;

/** The type flag of a header (ustar, pax, GNU). */
final class TarType {
    static final char FILE = '0';
    static final char HARD_LINK = '1';
    static final char SYMLINK = '2';
    static final char CHARACTER_DEVICE = '3';
    static final char BLOCK_DEVICE = '4';
    static final char DIRECTORY = '5';
    static final char FIFO = '6';
    static final char CONTIGUOUS = '7';
    static final char PAX = 'x';
    static final char PAX_SOLARIS = 'X';
    static final char PAX_GLOBAL = 'g';
    static final char GNU_LONG_NAME = 'L';
    static final char GNU_LONG_LINK = 'K';
    static final char GNU_SPARSE = 'S';
    static final char GNU_DUMP_DIRECTORY = 'D';
    static final char GNU_VOLUME = 'V';
    static final char OLD_FILE = '\0';

    private TarType() {}

    /** Whether a size in the header of this type counts no bytes of the archive. */
    static boolean isHeaderOnly(char type) {
        return type >= HARD_LINK && type <= FIFO;
    }
}
