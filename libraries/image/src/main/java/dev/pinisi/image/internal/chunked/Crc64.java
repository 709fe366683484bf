package dev.pinisi.image.internal.chunked;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/** The checksum of ISO 3309 in 64 bits, as Go's {@code hash/crc64} and so tar-split has it. */
final class Crc64 implements Checksum {
    private static final long POLYNOMIAL = 0xD800000000000000L;
    /** For eight bytes at once: {@code TABLES[k][b]} is the remainder of byte b with k zeros behind it. */
    private static final long[][] TABLES = tables();

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long crc = -1;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
            }
            tables[0][i] = crc;
        }
        for (int i = 0; i < 256; i++) {
            for (int k = 1; k < 8; k++) {
                long before = tables[k - 1][i];
                tables[k][i] = tables[0][(int) (before & 0xff)] ^ (before >>> 8);
            }
        }
        return tables;
    }

    @Override
    public void update(int octet) {
        crc = TABLES[0][(int) (crc ^ octet) & 0xff] ^ (crc >>> 8);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int i = offset;
        long sum = crc;
        for (int eights = offset + (length & -8); i < eights; i += 8) {
            sum ^= (long) EIGHT_BYTES.get(bytes, i);
            sum = TABLES[7][(int) sum & 0xff]
                    ^ TABLES[6][(int) (sum >>> 8) & 0xff]
                    ^ TABLES[5][(int) (sum >>> 16) & 0xff]
                    ^ TABLES[4][(int) (sum >>> 24) & 0xff]
                    ^ TABLES[3][(int) (sum >>> 32) & 0xff]
                    ^ TABLES[2][(int) (sum >>> 40) & 0xff]
                    ^ TABLES[1][(int) (sum >>> 48) & 0xff]
                    ^ TABLES[0][(int) (sum >>> 56)];
        }
        crc = sum;
        for (; i < offset + length; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    /** The checksum, its highest byte first. */
    byte[] bytes() {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (getValue() >>> (56 - 8 * i));
        }
        return bytes;
    }

    @Override
    public void reset() {
        crc = -1;
    }
}
