package dev.pinisi.imagetool;

/** Text between double quotes, as Go writes it in messages. */
final class Quoted {
    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> {
                    // a control character would let a registry's message write on the terminal
                    boolean control = c < ' ' || (c >= 0x7f && c < 0xa0);
                    quoted.append(
                            control ? "\\x" + Integer.toHexString(0x100 | c).substring(1) : String.valueOf(c));
                }
            }
        }
        return quoted.append('"').toString();
    }
}
