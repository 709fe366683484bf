package dev.pinisi.linux;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * SHA-256 (FIPS 180-4) by the processor's instructions, through the library that comes with the tools' distribution. The JDK's
 * costs a cold JVM several milliseconds for java.security's providers, and is interpreted until the second compiler has
 * made it.
 */
public final class NativeSha256 extends MessageDigest {
    private static final int BLOCK = 64;
    private static final int LENGTH = 32;
    /** Where the message's length stands in the last block. */
    private static final int LENGTH_FIELD = BLOCK - Long.BYTES;
    /** What is hashed in one call, during which no collection of garbage can begin. */
    private static final int MOST_BLOCKS = (256 << 10) / BLOCK;

    private static final boolean AVAILABLE = isThere();

    private final int[] state = new int[LENGTH / Integer.BYTES];
    private final byte[] rest = new byte[BLOCK];
    private int restLength;
    private long length;

    /**
     * A hasher of no bytes yet; only where {@link #isAvailable()}.
     */
    public NativeSha256() {
        super("SHA-256");
        engineReset();
    }

    /** Whether this process has the library, and its processor the instructions. */
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    private static boolean isThere() {
        if (!NativeGate.isShipped()) {
            return false;
        }
        NativeGate.load();
        return hasInstructions();
    }

    @Override
    protected int engineGetDigestLength() {
        return LENGTH;
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[] {input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, input.length);
        length += count;
        int at = offset;
        int end = offset + count;
        if (restLength > 0) {
            int more = Math.min(BLOCK - restLength, count);
            System.arraycopy(input, at, rest, restLength, more);
            restLength += more;
            at += more;
            if (restLength < BLOCK) {
                return;
            }
            compress(state, rest, 0, 1);
        }
        for (int blocks = (end - at) / BLOCK; blocks > 0; blocks = (end - at) / BLOCK) {
            int now = Math.min(blocks, MOST_BLOCKS);
            compress(state, input, at, now);
            at += now * BLOCK;
        }
        restLength = end - at;
        System.arraycopy(input, at, rest, 0, restLength);
    }

    @Override
    protected byte[] engineDigest() {
        long bits = length * Byte.SIZE;
        byte[] padding = new byte[restLength < LENGTH_FIELD ? BLOCK : 2 * BLOCK];
        System.arraycopy(rest, 0, padding, 0, restLength);
        padding[restLength] = (byte) 0x80;
        for (int i = 0; i < Long.BYTES; i++) {
            padding[padding.length - 1 - i] = (byte) (bits >>> (i * Byte.SIZE));
        }
        compress(state, padding, 0, padding.length / BLOCK);
        byte[] digest = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            digest[i] = (byte) (state[i / Integer.BYTES] >>> (24 - i % Integer.BYTES * Byte.SIZE));
        }
        engineReset();
        return digest;
    }

    @Override
    protected int engineDigest(byte[] target, int offset, int room) throws DigestException {
        if (room < LENGTH) {
            throw new DigestException("a digest of " + LENGTH + " bytes does not fit into " + room);
        }
        System.arraycopy(engineDigest(), 0, target, offset, LENGTH);
        return LENGTH;
    }

    @Override
    protected void engineReset() {
        // section 5.3.3: of the square roots of the first eight primes
        state[0] = 0x6a09e667;
        state[1] = 0xbb67ae85;
        state[2] = 0x3c6ef372;
        state[3] = 0xa54ff53a;
        state[4] = 0x510e527f;
        state[5] = 0x9b05688c;
        state[6] = 0x1f83d9ab;
        state[7] = 0x5be0cd19;
        restLength = 0;
        length = 0;
    }

    private static native boolean hasInstructions();

    /** Takes whole blocks; both arrays must hold what is said. */
    private static native void compress(int[] state, byte[] data, int offset, int blocks);
}
