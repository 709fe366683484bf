package dev.pinisi.storage.internal.tar;

import java.nio.charset.StandardCharsets;

/** An archive is malformed, hostile, or beyond a limit. */
public final class TarException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;

    /**
     * @param entry the name of the entry, empty where none is known yet
     * @param problem what is wrong
     */
    public TarException(byte[] entry, String problem) {
        super(entry.length == 0 ? "tar archive: " + problem : "tar entry \"" + shown(entry) + "\": " + problem);
    }

    /** A problem of the archive as a whole. */
    public TarException(String problem) {
        this(new byte[0], problem);
    }

    private static String shown(byte[] name) {
        String text = new String(name, 0, Math.min(name.length, SHOWN), StandardCharsets.UTF_8);
        return name.length > SHOWN ? text + "…" : text;
    }
}
