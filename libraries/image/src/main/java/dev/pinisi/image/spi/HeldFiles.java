package dev.pinisi.image.spi;

import dev.pinisi.spec.Digest;
import java.util.Map;

/** The contents of all files in the layers of a place. */
public interface HeldFiles {
    /**
     * Looks for contents. Those found stay until the session ends.
     *
     * @param wanted their digests, and the size of each in bytes
     * @return those that were found, without an effort that fetching them would be worth; what they hold is not verified
     */
    Map<Digest, HeldFile> find(Map<Digest, Long> wanted);
}
