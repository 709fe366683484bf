package dev.pinisi.network;

import java.util.Optional;

/** Transport protocols whose ports can be published. */
public enum Protocol {
    TCP("tcp", 6),
    UDP("udp", 17),
    SCTP("sctp", 132);

    private final String text;
    private final int number;

    Protocol(String text, int number) {
        this.text = text;
        this.number = number;
    }

    /** As in {@code 80/tcp}. */
    public String text() {
        return text;
    }

    /** IANA's protocol number. */
    public int number() {
        return number;
    }

    /** The protocol with this name, in any case. */
    public static Optional<Protocol> of(String text) {
        for (Protocol each : values()) {
            if (each.text.equalsIgnoreCase(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
