package dev.pinisi.network.internal;

import static dev.pinisi.network.internal.NfRule.Meta.INPUT_INTERFACE;
import static dev.pinisi.network.internal.NfRule.Meta.OUTPUT_INTERFACE;
import static dev.pinisi.network.internal.NfRule.Meta.PROTOCOL;
import static dev.pinisi.network.internal.NfRule.R0;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.NetlinkSocket;
import dev.pinisi.network.internal.NfTables.Hook;
import java.util.List;

/**
 * A table of family ip, {@code pinisi} as a rule: rules that are made once, and sets and maps that say which bridges there are and which
 * ports are published, so that a container comes and goes as elements in one transaction. docs/guide/networking.md
 * shows the table.
 */
public final class PacketFilter implements AutoCloseable {
    private static final String BRIDGES = "bridges";
    private static final String SAME_BRIDGE = "same_bridge";
    private static final String PUBLISHED = "published";
    private static final String PUBLISHED_ON_ADDRESS = "published_on_address";
    private static final int PRIORITY_RAW = -300;
    private static final int PRIORITY_DESTINATION = -100;
    private static final int PRIORITY_FILTER = 0;
    private static final int PRIORITY_SOURCE = 100;
    private static final int FAMILY_IP = 2;
    /** Subsystem 1, message 2 of include/uapi/linux/netfilter/nfnetlink_conntrack.h. */
    private static final int DELETE_CONNECTIONS = 1 << 8 | 2;

    private static final int CTA_TUPLE_REPLY = 2;
    private static final int CTA_TUPLE_IP = 1;
    private static final int CTA_IP_V4_SOURCE = 1;
    private static final int CTA_FILTER = 25;
    private static final int CTA_FILTER_ORIGINAL_FLAGS = 1;
    private static final int CTA_FILTER_REPLY_FLAGS = 2;
    private static final int CTA_FILTER_BY_SOURCE = 1;
    private static final int LOOPBACK = 127 << 24;
    private static final NfType TARGET = NfType.ADDRESS.then(NfType.PORT);

    private final Netlink netlink;
    private final String table;

    private PacketFilter(Netlink netlink, String table) {
        this.netlink = netlink;
        this.table = table;
    }

    /** In the namespace of the calling thread. */
    public static PacketFilter open(String table) {
        return new PacketFilter(new Netlink(NetlinkSocket.open(NetlinkSocket.NETFILTER)), table);
    }

    /**
     * Leads a port of this host to one of a container.
     *
     * @param protocol its number, IANA's
     * @param hostAddress 0 for all
     */
    public record Publication(int protocol, int hostAddress, int hostPort, int address, int port) {}

    /** Whether the table is there and knows the bridge. */
    public boolean knows(String bridge) {
        try {
            NfTables.find(netlink, table, BRIDGES, NfRule.interfaceName(bridge));
            return true;
        } catch (NetlinkException missing) {
            if (missing.errno() == Errno.ENOENT) {
                return false;
            }
            throw missing;
        }
    }

    /** Makes the rules for a bridge and its network, and the table if it is missing. Not for two callers at once. */
    public void addBridge(String bridge, int network, int prefixLength) {
        try {
            bridgeRules(new NfTables(table), bridge, network, prefixLength).commit(netlink);
        } catch (NetlinkException missing) {
            if (missing.errno() != Errno.ENOENT) {
                throw missing;
            }
            NfTables both = createTable(new NfTables(table));
            bridgeRules(both, bridge, network, prefixLength).commit(netlink);
        }
    }

    /** What docker, if it is there, lets through. */
    public DockerFilter docker() {
        return new DockerFilter(netlink);
    }

    /** Publishes all or none. */
    public void publish(List<Publication> publications) {
        NfTables transaction = new NfTables(table);
        for (Publication each : publications) {
            transaction.addElement(map(each), key(each), data(each));
        }
        transaction.commit(netlink);
    }

    /** Ends publications; it does not matter which of them still are. */
    public void withdraw(List<Publication> publications) {
        try {
            delete(publications);
        } catch (NetlinkException missing) {
            for (Publication each : publications) {
                deleteIfThere(each);
            }
        }
    }

    /**
     * Makes the kernel forget the connections that were led to an address: a datagram protocol has no end of one, and
     * its clients would be led there for minutes. Best effort: Linux before 6.8 cannot choose them by address.
     */
    public void forgetConnections(int address) {
        NetlinkMessages request = new NetlinkMessages();
        request.begin(DELETE_CONNECTIONS, 0, "forget connections")
                .u8(FAMILY_IP)
                .u8(0)
                .networkU16(0)
                .nest(CTA_TUPLE_REPLY)
                .nest(CTA_TUPLE_IP)
                .attribute(CTA_IP_V4_SOURCE, Links.bytes(address))
                .unnest()
                .unnest()
                .nest(CTA_FILTER)
                .attributeU32(CTA_FILTER_ORIGINAL_FLAGS, 0)
                .attributeU32(CTA_FILTER_REPLY_FLAGS, CTA_FILTER_BY_SOURCE)
                .unnest()
                .end();
        try {
            netlink.execute(request);
        } catch (NetlinkException unsupported) {
            // they time out
        }
    }

    /** Removes the table with all that is in it. */
    public void removeAll() {
        new NfTables(table).deleteTable().commit(netlink);
    }

    @Override
    public void close() {
        netlink.close();
    }

    private void delete(List<Publication> publications) {
        NfTables transaction = new NfTables(table);
        for (Publication each : publications) {
            transaction.deleteElement(map(each), key(each));
        }
        transaction.commit(netlink);
    }

    private void deleteIfThere(Publication publication) {
        try {
            delete(List.of(publication));
        } catch (NetlinkException missing) {
            if (missing.errno() != Errno.ENOENT) {
                throw missing;
            }
        }
    }

    private static NfTables createTable(NfTables to) {
        NfType service = NfType.PROTOCOL.then(NfType.PORT);
        NfType serviceOnAddress = NfType.PROTOCOL.then(NfType.ADDRESS).then(NfType.PORT);
        to.createTable()
                .createSet(BRIDGES, NfType.INTERFACE)
                .createSet(SAME_BRIDGE, NfType.INTERFACE.then(NfType.INTERFACE))
                .createMap(PUBLISHED, service, TARGET)
                .createMap(PUBLISHED_ON_ADDRESS, serviceOnAddress, TARGET)
                .createChain("publish")
                .createBaseChain("guard", "filter", Hook.PREROUTING, PRIORITY_RAW)
                .createBaseChain("prerouting", "nat", Hook.PREROUTING, PRIORITY_DESTINATION)
                .createBaseChain("output", "nat", Hook.OUTPUT, PRIORITY_DESTINATION)
                .createBaseChain("forward", "filter", Hook.FORWARD, PRIORITY_FILTER)
                .createBaseChain("postrouting", "nat", Hook.POSTROUTING, PRIORITY_SOURCE);
        // a container must not reach the host's loopback, which route_localnet would let it
        to.addRule(
                "guard",
                rule -> rule.load(INPUT_INTERFACE, R0)
                        .in(BRIDGES, R0)
                        .inNetwork(false, LOOPBACK, 8)
                        .drop());
        to.addRule("prerouting", rule -> rule.destinationIsLocal().jump("publish"));
        to.addRule("output", rule -> rule.destinationIsLocal().jump("publish"));
        to.addRule(
                "publish",
                rule -> rule.load(PROTOCOL, R0)
                        .loadDestinationAddress(R0 + 1)
                        .loadDestinationPort(R0 + 2)
                        .map(PUBLISHED_ON_ADDRESS, R0)
                        .changeDestination(R0));
        to.addRule(
                "publish",
                rule -> rule.load(PROTOCOL, R0)
                        .loadDestinationPort(R0 + 1)
                        .map(PUBLISHED, R0)
                        .changeDestination(R0));
        addForwardRules(to);
        return to;
    }

    /** Towards a container goes what belongs to a connection, comes from its own network, or was published. */
    private static void addForwardRules(NfTables to) {
        to.addRule("forward", rule -> rule.establishedOrRelated().accept());
        to.addRule(
                "forward",
                rule -> rule.load(INPUT_INTERFACE, R0)
                        .load(OUTPUT_INTERFACE, R0 + 4)
                        .in(SAME_BRIDGE, R0)
                        .accept());
        to.addRule("forward", rule -> rule.wasPublished().accept());
        to.addRule(
                "forward",
                rule -> rule.load(OUTPUT_INTERFACE, R0).in(BRIDGES, R0).drop());
    }

    private static NfTables bridgeRules(NfTables to, String bridge, int network, int prefixLength) {
        byte[] name = NfRule.interfaceName(bridge);
        byte[] twice = new byte[name.length * 2];
        System.arraycopy(name, 0, twice, 0, name.length);
        System.arraycopy(name, 0, twice, name.length, name.length);
        to.addElement(BRIDGES, name).addElement(SAME_BRIDGE, twice);
        // out of the network: as the host
        to.addRule(
                "postrouting",
                rule -> rule.inNetwork(true, network, prefixLength)
                        .load(OUTPUT_INTERFACE, R0)
                        .notEqual(R0, name)
                        .masquerade());
        // through a published port back into the network, so that the answer comes back through here, too
        to.addRule(
                "postrouting",
                rule -> rule.inNetwork(true, network, prefixLength)
                        .isInterface(OUTPUT_INTERFACE, bridge)
                        .wasPublished()
                        .masquerade());
        // from the host's loopback, whose addresses no container can answer
        to.addRule(
                "postrouting",
                rule -> rule.inNetwork(true, LOOPBACK, 8)
                        .isInterface(OUTPUT_INTERFACE, bridge)
                        .masquerade());
        return to;
    }

    private static String map(Publication publication) {
        return publication.hostAddress() == 0 ? PUBLISHED : PUBLISHED_ON_ADDRESS;
    }

    private static byte[] key(Publication publication) {
        byte[] port = port(publication.hostPort());
        byte[] protocol = {(byte) publication.protocol(), 0, 0, 0};
        return publication.hostAddress() == 0
                ? join(protocol, port)
                : join(join(protocol, Links.bytes(publication.hostAddress())), port);
    }

    private static byte[] data(Publication publication) {
        return join(Links.bytes(publication.address()), port(publication.port()));
    }

    private static byte[] port(int port) {
        return new byte[] {(byte) (port >> 8), (byte) port, 0, 0};
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
