package dev.pinisi.oci.kernel;

import java.util.List;
import org.teavm.interop.Address;

/** Memory the kernel may read and write. It is never freed: a runtime process lives for milliseconds. */
public final class Memory {
    /** For what is read and used up at once: memory that was not touched before costs more than the call. */
    static final byte[] SCRATCH = new byte[16384];

    private Memory() {}

    /** That many zero bytes. */
    static Address allocate(int bytes) {
        // An array's address is stable because nothing is ever collected or moved.
        return Address.ofData(new byte[bytes]);
    }

    static Address of(byte[] bytes) {
        return Address.ofData(bytes);
    }

    /** A NUL-terminated UTF-8 copy. */
    static Address cString(String text) {
        return Address.ofData(Utf8.encodeWithNul(text));
    }

    /** A NULL-terminated array of NUL-terminated strings, as execve takes it. */
    static Address cStrings(List<String> texts) {
        Address array = allocate(8 * (texts.size() + 1));
        for (int i = 0; i < texts.size(); i++) {
            array.add(8 * i).putAddress(cString(texts.get(i)));
        }
        return array;
    }

    /** The text up to the first NUL byte. */
    static String string(Address start) {
        int length = 0;
        while (start.add(length).getByte() != 0) {
            length++;
        }
        return Utf8.decode(bytes(start, length), 0, length);
    }

    static byte[] bytes(Address start, int length) {
        byte[] copy = new byte[length];
        for (int i = 0; i < length; i++) {
            copy[i] = start.add(i).getByte();
        }
        return copy;
    }
}
