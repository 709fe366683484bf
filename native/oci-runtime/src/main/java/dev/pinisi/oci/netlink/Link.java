package dev.pinisi.oci.netlink;

import dev.pinisi.oci.kernel.Utf8;
import java.util.ArrayList;
import java.util.List;

/** A network device. */
record Link(int index, String name) {
    /** struct ifinfomsg. */
    static final int FIXED_SIZE = 16;

    static final int NAME = 3;

    static List<Link> readAll(List<Answer> answers) {
        List<Link> links = new ArrayList<>();
        for (Answer answer : answers) {
            byte[] name = answer.attributes().get(NAME);
            if (answer.type() == Request.NEW_LINK && name != null) {
                links.add(new Link(Words.get32(answer.fixed(), 4), Utf8.decode(name, 0, name.length - 1)));
            }
        }
        return links;
    }
}
