package dev.pinisi.network;

/** Short names for long ones: FNV-1a with 64 bits, for names only that nobody chooses to clash. */
final class Hash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private Hash() {}

    /** So many hexadecimal digits, at most 16. */
    static String hex(String text, int digits) {
        long hash = OFFSET;
        for (int index = 0; index < text.length(); index++) {
            hash = (hash ^ text.charAt(index)) * PRIME;
        }
        StringBuilder hex = new StringBuilder(digits);
        for (int digit = 0; digit < digits; digit++) {
            hex.append(DIGITS[(int) (hash >>> (60 - 4 * digit)) & 15]);
        }
        return hex.toString();
    }
}
