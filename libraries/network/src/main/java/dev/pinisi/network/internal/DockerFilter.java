package dev.pinisi.network.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pinisi.linux.Errno;
import dev.pinisi.network.internal.NfRule.Meta;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Docker drops all packets that pass the host and are not its own, those between two ports of our bridge included.
 * For others it keeps a chain, DOCKER-USER of table ip filter: there our bridge is let through. The rules are such
 * that iptables can show them, and carry the bridge's name as their comment.
 */
public final class DockerFilter {
    private static final String TABLE = "filter";
    private static final String CHAIN = "DOCKER-USER";
    private static final int RULE_HANDLE = 3;
    private static final int RULE_USER_DATA = 7;
    private static final int SIZE_OF_NFGENMSG = 4;

    private final Netlink netlink;

    DockerFilter(Netlink netlink) {
        this.netlink = netlink;
    }

    /** Whether there is nothing to do: no such chain, or our rules are in it. */
    public boolean admits(String bridge) {
        try {
            NfTables.findChain(netlink, TABLE, CHAIN);
        } catch (NetlinkException missing) {
            if (missing.errno() == Errno.ENOENT) {
                return true;
            }
            throw missing;
        }
        return !rules(bridge).isEmpty();
    }

    /** Lets through what comes from the bridge or goes to it. */
    public void admit(String bridge) {
        new NfTables(TABLE)
                .insertRule(
                        CHAIN,
                        comment(bridge),
                        rule -> rule.isInterface(Meta.INPUT_INTERFACE, bridge)
                                .count()
                                .accept())
                .insertRule(
                        CHAIN,
                        comment(bridge),
                        rule -> rule.isInterface(Meta.OUTPUT_INTERFACE, bridge)
                                .count()
                                .accept())
                .commit(netlink);
    }

    /** Takes the rules away, if there are any. */
    public void remove(String bridge) {
        List<Long> rules = rules(bridge);
        if (rules.isEmpty()) {
            return;
        }
        NfTables transaction = new NfTables(TABLE);
        for (long handle : rules) {
            transaction.deleteRule(CHAIN, handle);
        }
        transaction.commit(netlink);
    }

    private List<Long> rules(String bridge) {
        ByteBuffer ours = ByteBuffer.wrap(comment(bridge));
        List<Long> handles = new ArrayList<>();
        NfTables.listRules(netlink, TABLE, CHAIN, (datagram, from, to) -> {
            Attributes rule = new Attributes(datagram, from + SIZE_OF_NFGENMSG, to);
            if (rule.get(RULE_USER_DATA).filter(ours::equals).isPresent()) {
                handles.add(rule.get(RULE_HANDLE)
                        .orElseThrow()
                        .order(ByteOrder.BIG_ENDIAN)
                        .getLong(0));
            }
        });
        return handles;
    }

    /** As the nft command and iptables write it: type 0, length, text and NUL. */
    private static byte[] comment(String bridge) {
        byte[] text = bridge.getBytes(US_ASCII);
        byte[] comment = new byte[text.length + 3];
        comment[1] = (byte) (text.length + 1);
        System.arraycopy(text, 0, comment, 2, text.length);
        return comment;
    }
}
