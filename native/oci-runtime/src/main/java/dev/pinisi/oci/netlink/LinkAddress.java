package dev.pinisi.oci.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An address of a network device.
 *
 * @param flags IFA_F_…
 * @param scope RT_SCOPE_…
 * @param values IFA_… that say what it is
 */
record LinkAddress(int family, int prefix, int scope, int flags, int index, Map<Integer, byte[]> values) {
    /** struct ifaddrmsg. */
    static final int FIXED_SIZE = 8;

    private static final int FLAGS = 8;
    private static final int PERMANENT = 0x80;
    private static final int SCOPE_UNIVERSE = 0;
    /** IFA_ADDRESS, IFA_LOCAL, IFA_BROADCAST, IFA_RT_PRIORITY. Not the label: it begins with the device's old name. */
    private static final int[] KEPT = {1, 2, 4, 9};
    /** IFA_F_NODAD, HOMEADDRESS, MANAGETEMPADDR, NOPREFIXROUTE, MCAUTOJOIN: what was asked for; the others are states. */
    private static final int ASKED_FOR = 0x02 | 0x10 | 0x100 | 0x200 | 0x400;

    static List<LinkAddress> readAll(List<Answer> answers) {
        List<LinkAddress> addresses = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer.type() == Request.NEW_ADDRESS) {
                addresses.add(read(answer));
            }
        }
        return addresses;
    }

    private static LinkAddress read(Answer answer) {
        byte[] fixed = answer.fixed();
        byte[] flags = answer.attributes().get(FLAGS);
        return new LinkAddress(
                fixed[0],
                fixed[1] & 0xff,
                fixed[3] & 0xff,
                flags == null ? fixed[2] & 0xff : Words.get32(flags, 0),
                Words.get32(fixed, 4),
                answer.attributes());
    }

    /** Whether it is meant to last and to be reached from elsewhere: only those go with their device (RFC 3549, 2.3.3.2). */
    boolean goesWithItsDevice() {
        return (flags & PERMANENT) != 0 && scope == SCOPE_UNIVERSE;
    }

    /** The request that gives it to a device. */
    Request request(int device) {
        byte[] fixed = new byte[FIXED_SIZE];
        fixed[0] = (byte) family;
        fixed[1] = (byte) prefix;
        fixed[3] = (byte) scope;
        Words.put32(fixed, 4, device);
        Request request = new Request(Request.NEW_ADDRESS, Request.NEW, fixed).with(FLAGS, flags & ASKED_FOR);
        for (int attribute : KEPT) {
            byte[] value = values.get(attribute);
            if (value != null) {
                request.with(attribute, value);
            }
        }
        return request;
    }
}
