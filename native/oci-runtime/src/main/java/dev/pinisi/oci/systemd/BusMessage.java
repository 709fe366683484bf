package dev.pinisi.oci.systemd;

/**
 * A message on the bus.
 *
 * @param type one of those below
 * @param replyTo the serial number of the call that this answers, or 0
 * @param error the error's name; empty unless this is one
 * @param body marshalled values
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record BusMessage(
        int type, int replyTo, String interfaceName, String member, String error, String signature, byte[] body) {
    static final int CALL = 1;
    static final int RETURN = 2;
    static final int ERROR = 3;
    static final int SIGNAL = 4;

    /** The fixed part before the header's fields, their length included. */
    static final int FIXED = 16;

    /** What the specification allows a message to be. */
    private static final int LARGEST = 128 << 20;

    private static final int LITTLE_ENDIAN = 'l';
    private static final int PATH = 1;
    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int ERROR_NAME = 4;
    private static final int REPLY_SERIAL = 5;
    private static final int DESTINATION = 6;
    private static final int SIGNATURE = 8;

    /**
     * A call as it goes over the wire.
     *
     * @param signature of the body
     */
    static byte[] call(
            int serial,
            String destination,
            String path,
            String interfaceName,
            String member,
            String signature,
            byte[] body) {
        BusWriter out = new BusWriter();
        out.octet(LITTLE_ENDIAN)
                .octet(CALL)
                .octet(0)
                .octet(1)
                .uint32(body.length)
                .uint32(serial);
        BusWriter.Array fields = out.beginArray(8);
        field(out, PATH, "o", path);
        field(out, DESTINATION, "s", destination);
        field(out, INTERFACE, "s", interfaceName);
        field(out, MEMBER, "s", member);
        if (!signature.isEmpty()) {
            out.align(8).octet(SIGNATURE).signature("g").signature(signature);
        }
        return out.endArray(fields).align(8).raw(body).toBytes();
    }

    private static void field(BusWriter out, int code, String type, String value) {
        out.align(8).octet(code).signature(type).string(value);
    }

    /** How many bytes follow the fixed part. */
    static int rest(byte[] fixed) {
        if (fixed[0] != LITTLE_ENDIAN) {
            throw new BusException("the bus sent a message of the other byte order");
        }
        BusReader in = new BusReader(fixed, 4, FIXED);
        long body = in.uint32() & 0xffffffffL;
        in.uint32();
        long fields = in.uint32() & 0xffffffffL;
        long rest = (fields + 7) / 8 * 8 + body;
        if (rest > LARGEST) {
            throw new BusException("the bus sent a message of " + rest + " bytes");
        }
        return (int) rest;
    }

    /** Reads a whole message. */
    static BusMessage read(byte[] message) {
        BusReader in = new BusReader(message, 4, message.length);
        int bodyLength = in.uint32();
        int bodyStart = message.length - bodyLength;
        in.uint32();
        int end = FIXED + in.uint32();
        if (bodyLength < 0 || end < FIXED || bodyStart != (end + 7) / 8 * 8) {
            throw new BusException("the bus sent a broken message: its parts are not as long as it says");
        }
        String[] texts = new String[SIGNATURE + 1];
        java.util.Arrays.fill(texts, "");
        int replyTo = 0;
        while (in.position() < end) {
            int code = in.align(8).octet();
            String type = in.signature();
            switch (type) {
                case "u" -> {
                    int number = in.uint32();
                    replyTo = code == REPLY_SERIAL ? number : replyTo;
                }
                case "g" -> put(texts, code, in.signature());
                default -> put(texts, code, in.string());
            }
        }
        byte[] body = new byte[bodyLength];
        System.arraycopy(message, bodyStart, body, 0, bodyLength);
        return new BusMessage(
                message[1], replyTo, texts[INTERFACE], texts[MEMBER], texts[ERROR_NAME], texts[SIGNATURE], body);
    }

    private static void put(String[] texts, int code, String text) {
        if (code < texts.length) {
            texts[code] = text;
        }
    }

    BusReader reader() {
        return new BusReader(body, 0, body.length);
    }
}
