package dev.pinisi.network.internal;

/**
 * The type of a key or value in a set: a number that the nft command shows it by, and its length in bytes, of which
 * every part of a concatenation takes a multiple of four.
 */
public record NfType(int number, int length) {
    public static final NfType ADDRESS = new NfType(7, 4);
    public static final NfType PROTOCOL = new NfType(12, 1);
    public static final NfType PORT = new NfType(13, 2);
    public static final NfType INTERFACE = new NfType(41, 16);
    private static final int BITS_OF_A_PART = 6;

    /** This type, then the other. */
    public NfType then(NfType other) {
        return new NfType(number << BITS_OF_A_PART | other.number, padded(length) + padded(other.length));
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }
}
