package dev.pinisi.network.internal;

import static dev.pinisi.network.internal.NetlinkMessages.CREATE;
import static dev.pinisi.network.internal.NetlinkMessages.DUMP;
import static dev.pinisi.network.internal.NetlinkMessages.EXCLUSIVE;
import static dev.pinisi.network.internal.NetlinkMessages.REPLACE;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.NetlinkSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Links, IPv4 addresses and routes of one network namespace, rtnetlink(7); include/uapi/linux/{if_link,rtnetlink}.h. */
public final class Links implements AutoCloseable {
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_GETLINK = 18;
    private static final int RTM_NEWADDR = 20;
    private static final int RTM_NEWROUTE = 24;
    private static final int RTM_GETROUTE = 26;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_AF_SPEC = 26;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_INFO_SLAVE_KIND = 4;
    private static final int IFLA_INFO_SLAVE_DATA = 5;
    private static final int IFLA_BRPORT_MODE = 4;
    private static final int IFLA_INET_CONF = 1;
    private static final int IPV4_DEVCONF_ROUTE_LOCALNET = 26;
    private static final int VETH_INFO_PEER = 1;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RT_TABLE_MAIN = 254;
    private static final int RTPROT_STATIC = 4;
    private static final int RTN_UNICAST = 1;
    private static final int IFF_UP = 1;
    private static final int AF_INET = 2;
    private static final int SIZE_OF_RTMSG = 12;
    private static final int SIZE_OF_IFINFOMSG = 16;

    private final Netlink netlink;

    private Links(Netlink netlink) {
        this.netlink = netlink;
    }

    /** In the namespace of the calling thread. */
    public static Links open() {
        return new Links(new Netlink(NetlinkSocket.open(NetlinkSocket.ROUTE)));
    }

    /**
     * One end of a pair of Ethernet devices to make.
     *
     * @param namespace the descriptor of the other end's network namespace
     */
    @SuppressWarnings("ArrayRecordComponent") // an argument, never compared
    public record Veth(String name, int bridge, String peer, byte[] peerMac, int namespace, Optional<Integer> mtu) {}

    /** A destination that the main table routes. */
    public record Route(int destination, int prefixLength, int outputIndex) {}

    /** The index of a link. */
    public OptionalInt index(String name) {
        NetlinkMessages request = new NetlinkMessages();
        link(request, RTM_GETLINK, 0, 0, "find link " + name)
                .attribute(IFLA_IFNAME, name)
                .end();
        int[] index = new int[1];
        try {
            netlink.send(request, (datagram, from, to) -> index[0] = datagram.getInt(from + 4));
        } catch (NetlinkException missing) {
            if (missing.errno() == Errno.ENODEV) {
                return OptionalInt.empty();
            }
            throw missing;
        }
        return OptionalInt.of(index[0]);
    }

    /** Makes a bridge, up, with a fixed MAC: else it would follow that of its ports as they come and go. */
    public void createBridge(String name, byte[] mac) {
        NetlinkMessages request = new NetlinkMessages();
        link(request, RTM_NEWLINK, CREATE | EXCLUSIVE, 0, "create bridge " + name)
                .attribute(IFLA_IFNAME, name)
                .attribute(IFLA_ADDRESS, mac)
                .nest(IFLA_LINKINFO)
                .attribute(IFLA_INFO_KIND, "bridge")
                .unnest()
                .end();
        netlink.execute(request);
    }

    /**
     * Brings a link up and lets packets from and to 127.0.0.0/8 pass it, which published ports on the loopback need;
     * both as often as one likes.
     */
    public void upWithLoopbackRouting(int index, String name) {
        NetlinkMessages request = new NetlinkMessages();
        link(request, RTM_NEWLINK, 0, index, "set up " + name)
                .nest(IFLA_AF_SPEC)
                .nest(AF_INET)
                .nest(IFLA_INET_CONF)
                .attributeU32(IPV4_DEVCONF_ROUTE_LOCALNET, 1)
                .unnest()
                .unnest()
                .unnest()
                .end();
        netlink.execute(request);
    }

    /** Makes a pair: one end a port of the bridge, and up, the other in a container's namespace. */
    public void createVeth(Veth veth) {
        NetlinkMessages request = new NetlinkMessages();
        link(request, RTM_NEWLINK, CREATE | EXCLUSIVE, 0, "create veth " + veth.name())
                .attribute(IFLA_IFNAME, veth.name())
                .attributeU32(IFLA_MASTER, veth.bridge());
        mtu(request, veth.mtu());
        request.nest(IFLA_LINKINFO)
                .attribute(IFLA_INFO_KIND, "veth")
                .nest(IFLA_INFO_DATA)
                .nest(VETH_INFO_PEER);
        // the other end cannot come up before this one exists
        request.u8(0)
                .u8(0)
                .u16(0)
                .u32(0)
                .u32(0)
                .u32(0)
                .attribute(IFLA_IFNAME, veth.peer())
                .attribute(IFLA_ADDRESS, veth.peerMac())
                .attributeU32(IFLA_NET_NS_FD, veth.namespace());
        mtu(request, veth.mtu());
        request.unnest().unnest().unnest().end();
        hairpin(request, veth.name());
        netlink.execute(request);
    }

    /**
     * Lets the bridge send a packet back by the port that it came from: where bridges pass packets to the packet filter
     * themselves (bridge-nf-call-iptables), a container that calls its own published port needs it.
     */
    private static void hairpin(NetlinkMessages request, String port) {
        link(request, RTM_NEWLINK, 0, 0, "set up bridge port " + port)
                .attribute(IFLA_IFNAME, port)
                .nest(IFLA_LINKINFO)
                .attribute(IFLA_INFO_SLAVE_KIND, "bridge")
                .nest(IFLA_INFO_SLAVE_DATA)
                .attributeU8(IFLA_BRPORT_MODE, 1)
                .unnest()
                .unnest()
                .end();
    }

    /** Removes a link, a pair with both ends; false if there is none. */
    public boolean delete(String name) {
        NetlinkMessages request = new NetlinkMessages();
        link(request, RTM_DELLINK, 0, 0, "delete link " + name)
                .attribute(IFLA_IFNAME, name)
                .end();
        return unlessMissing(request);
    }

    /**
     * Takes a link off its bridge and down: 0.3 ms, where deleting it waits 10 to 30 ms for the kernel's readers. False
     * if there is none.
     */
    public boolean isolate(String name) {
        NetlinkMessages request = new NetlinkMessages();
        request.begin(RTM_NEWLINK, 0, "disconnect link " + name)
                .u8(0)
                .u8(0)
                .u16(0)
                .u32(0)
                .u32(0)
                .u32(IFF_UP)
                .attribute(IFLA_IFNAME, name)
                .attributeU32(IFLA_MASTER, 0)
                .end();
        return unlessMissing(request);
    }

    /** Gives a link an address, unless it has it. */
    public void addAddress(int index, int address, int prefixLength) {
        NetlinkMessages request = new NetlinkMessages();
        address(request, index, address, prefixLength);
        netlink.execute(request);
    }

    /** Brings a link up with its address and the default route over it, in one datagram. */
    public void configure(int index, int address, int prefixLength, int gateway) {
        NetlinkMessages request = new NetlinkMessages();
        // errors of all are seen: only successes go without an acknowledgement
        link(request, RTM_NEWLINK, 0, index, "set up the container's link").end();
        address(request, index, address, prefixLength);
        request.begin(RTM_NEWROUTE, CREATE, "add default route through " + dotted(gateway))
                .u8(AF_INET)
                .u8(0)
                .u8(0)
                .u8(0)
                .u8(RT_TABLE_MAIN)
                .u8(RTPROT_STATIC)
                .u8(0)
                .u8(RTN_UNICAST)
                .u32(0)
                .attribute(RTA_GATEWAY, bytes(gateway))
                .attributeU32(RTA_OIF, index)
                .end();
        netlink.execute(request);
    }

    /** All IPv4 routes but the default ones. */
    public List<Route> routes() {
        NetlinkMessages request = new NetlinkMessages();
        request.begin(RTM_GETROUTE, DUMP, "list routes")
                .u8(AF_INET)
                .u8(0)
                .u16(0)
                .u32(0)
                .u32(0)
                .end();
        List<Route> routes = new ArrayList<>();
        netlink.send(request, (datagram, from, to) -> {
            Attributes attributes = new Attributes(datagram, from + SIZE_OF_RTMSG, to);
            Optional<ByteBuffer> destination = attributes.get(RTA_DST);
            if (destination.isPresent()) {
                int output =
                        attributes.get(RTA_OIF).map(value -> value.getInt(0)).orElse(0);
                int network = destination.get().order(ByteOrder.BIG_ENDIAN).getInt(0);
                routes.add(new Route(network, datagram.get(from + 1) & 0xff, output));
            }
        });
        return routes;
    }

    /** The names of all links. */
    public List<String> names() {
        NetlinkMessages request = new NetlinkMessages();
        ifinfomsg(request.begin(RTM_GETLINK, DUMP, "list links"), 0).end();
        List<String> names = new ArrayList<>();
        netlink.send(
                request,
                (datagram, from, to) ->
                        names.add(new Attributes(datagram, from + SIZE_OF_IFINFOMSG, to).string(IFLA_IFNAME)));
        return names;
    }

    @Override
    public void close() {
        netlink.close();
    }

    private boolean unlessMissing(NetlinkMessages request) {
        try {
            netlink.execute(request);
            return true;
        } catch (NetlinkException missing) {
            if (missing.errno() == Errno.ENODEV) {
                return false;
            }
            throw missing;
        }
    }

    private static NetlinkMessages link(NetlinkMessages request, int type, int flags, int index, String purpose) {
        return ifinfomsg(request.begin(type, flags, purpose), index);
    }

    /** Whatever is made or changed here is to be up. */
    private static NetlinkMessages ifinfomsg(NetlinkMessages request, int index) {
        return request.u8(0).u8(0).u16(0).u32(index).u32(IFF_UP).u32(IFF_UP);
    }

    private static void mtu(NetlinkMessages request, Optional<Integer> mtu) {
        if (mtu.isPresent()) {
            request.attributeU32(IFLA_MTU, mtu.get());
        }
    }

    private static void address(NetlinkMessages request, int index, int address, int prefixLength) {
        int broadcast = prefixLength == 32 ? address : address | -1 >>> prefixLength;
        request.begin(RTM_NEWADDR, CREATE | REPLACE, "add address " + dotted(address))
                .u8(AF_INET)
                .u8(prefixLength)
                .u8(0)
                .u8(0)
                .u32(index)
                .attribute(IFA_LOCAL, bytes(address))
                .attribute(IFA_ADDRESS, bytes(address))
                .attribute(IFA_BROADCAST, bytes(broadcast))
                .end();
    }

    static byte[] bytes(int address) {
        return new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "." + (address & 0xff);
    }
}
