package dev.pinisi.oci.console;

/** The kernel's struct termios as bytes: four words of flags, the line discipline, 19 control characters. */
final class TerminalSettings {
    private static final int INPUT = 0;
    private static final int OUTPUT = 4;
    private static final int CONTROL = 8;
    private static final int LOCAL = 12;
    private static final int CHARACTERS = 17;
    private static final int VTIME = 5;
    private static final int VMIN = 6;

    private TerminalSettings() {}

    /** Settings under which every byte passes as it is (cfmakeraw(3)). */
    static byte[] raw(byte[] settings) {
        byte[] raw = settings.clone();
        clear(raw, INPUT, 02753);
        clear(raw, OUTPUT, 01);
        clear(raw, LOCAL, 0100113);
        clear(raw, CONTROL, 0460);
        raw[CONTROL] |= 060;
        raw[CHARACTERS + VMIN] = 1;
        raw[CHARACTERS + VTIME] = 0;
        return raw;
    }

    private static void clear(byte[] settings, int offset, int flags) {
        for (int i = 0; i < 4; i++) {
            settings[offset + i] &= (byte) ~(flags >> (8 * i));
        }
    }
}
