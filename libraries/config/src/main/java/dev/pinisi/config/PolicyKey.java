package dev.pinisi.config;

import dev.pinisi.config.internal.BoundedFile;
import java.nio.file.Path;
import java.util.Base64;

/** A key or keyring that a policy trusts. */
public sealed interface PolicyKey {

    /** What errors call it. */
    String name();

    /**
     * Its bytes, as the format of the requirement has them.
     *
     * @throws ConfigException if they cannot be had
     */
    byte[] read();

    /** {@code keyPath}: a file of it. */
    record File(Path path) implements PolicyKey {
        /** A keyring of thousands of keys has less. */
        private static final int MOST_BYTES = 16 << 20;

        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public byte[] read() {
            return BoundedFile.read(path, MOST_BYTES);
        }
    }

    /**
     * {@code keyData}: the policy has it itself.
     *
     * @param name the member's place in the policy
     */
    record Inline(String name, String base64) implements PolicyKey {
        public Inline {
            try {
                Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, "is not base64: " + e.getMessage());
            }
        }

        @Override
        public byte[] read() {
            return Base64.getDecoder().decode(base64);
        }
    }
}
