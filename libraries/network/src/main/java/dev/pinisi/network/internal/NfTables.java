package dev.pinisi.network.internal;

import static dev.pinisi.network.internal.NetlinkMessages.APPEND;
import static dev.pinisi.network.internal.NetlinkMessages.CREATE;
import static dev.pinisi.network.internal.NetlinkMessages.DUMP;
import static dev.pinisi.network.internal.NetlinkMessages.EXCLUSIVE;

import java.util.function.Consumer;

/**
 * One transaction on one table of family ip, include/uapi/linux/netfilter/nf_tables.h: all of it happens or nothing.
 * Each method adds a request; {@link #commit} sends them.
 */
public final class NfTables {
    private static final int BATCH_BEGIN = 0x10;
    private static final int BATCH_END = 0x11;
    private static final int SUBSYSTEM = 10;
    private static final int NEWTABLE = SUBSYSTEM << 8;
    private static final int DELTABLE = NEWTABLE | 2;
    private static final int NEWCHAIN = NEWTABLE | 3;
    private static final int NEWRULE = NEWTABLE | 6;
    private static final int GETCHAIN = NEWTABLE | 4;
    private static final int GETRULE = NEWTABLE | 7;
    private static final int DELRULE = NEWTABLE | 8;
    private static final int NEWSET = NEWTABLE | 9;
    private static final int NEWSETELEM = NEWTABLE | 12;
    private static final int GETSETELEM = NEWTABLE | 13;
    private static final int DELSETELEM = NEWTABLE | 14;
    private static final int FAMILY_IP = 2;
    private static final int TABLE = 1;
    private static final int CHAIN_NAME = 3;
    private static final int CHAIN_HOOK = 4;
    private static final int CHAIN_POLICY = 5;
    private static final int CHAIN_TYPE = 7;
    private static final int HOOK_NUMBER = 1;
    private static final int HOOK_PRIORITY = 2;
    private static final int POLICY_ACCEPT = 1;
    private static final int RULE_CHAIN = 2;
    private static final int RULE_HANDLE = 3;
    private static final int RULE_EXPRESSIONS = 4;
    private static final int RULE_USER_DATA = 7;
    private static final int SET_NAME = 2;
    private static final int SET_FLAGS = 3;
    private static final int SET_KEY_TYPE = 4;
    private static final int SET_KEY_LENGTH = 5;
    private static final int SET_DATA_TYPE = 6;
    private static final int SET_DATA_LENGTH = 7;
    private static final int SET_ID = 10;
    private static final int SET_USER_DATA = 13;
    /** A note to the nft command, which shows names of interfaces only so: type 0 (byte order), 4 bytes, 1 (host's). */
    private static final byte[] HOST_BYTE_ORDER = {0, 4, 1, 0, 0, 0};

    private static final int SET_FLAG_MAP = 8;
    private static final int ELEMENTS = 3;
    private static final int LIST_ELEMENT = 1;
    private static final int ELEMENT_KEY = 1;
    private static final int ELEMENT_DATA = 2;
    private static final int DATA_VALUE = 1;

    private final NetlinkMessages messages = new NetlinkMessages();
    private final String table;
    private int sets;

    /** An empty transaction on a table. */
    public NfTables(String table) {
        this.table = table;
        control(BATCH_BEGIN, "begin packet filter changes");
    }

    /** Where a chain hooks into the path of packets. */
    public enum Hook {
        PREROUTING(0),
        FORWARD(2),
        OUTPUT(3),
        POSTROUTING(4);

        private final int number;

        Hook(int number) {
            this.number = number;
        }
    }

    /** Makes the table; it must not exist. */
    public NfTables createTable() {
        begin(NEWTABLE, CREATE | EXCLUSIVE, "create table " + table)
                .attribute(TABLE, table)
                .end();
        return this;
    }

    /** Puts a rule before all others, with a comment. */
    NfTables insertRule(String chain, byte[] comment, Consumer<NfRule> expressions) {
        begin(NEWRULE, CREATE, "insert a rule into chain " + chain)
                .attribute(TABLE, table)
                .attribute(RULE_CHAIN, chain)
                .nest(RULE_EXPRESSIONS);
        expressions.accept(new NfRule(messages));
        messages.unnest().attribute(RULE_USER_DATA, comment).end();
        return this;
    }

    NfTables deleteRule(String chain, long handle) {
        byte[] number = java.nio.ByteBuffer.allocate(8).putLong(handle).array();
        begin(DELRULE, 0, "delete a rule from chain " + chain)
                .attribute(TABLE, table)
                .attribute(RULE_CHAIN, chain)
                .attribute(RULE_HANDLE, number)
                .end();
        return this;
    }

    public NfTables deleteTable() {
        begin(DELTABLE, 0, "delete table " + table).attribute(TABLE, table).end();
        return this;
    }

    /**
     * Makes a chain that packets enter at a hook, and pass unless a rule says otherwise.
     *
     * @param type {@code nat} or {@code filter}
     * @param priority its place among the chains of other programs at the hook
     */
    public NfTables createBaseChain(String name, String type, Hook hook, int priority) {
        chain(name)
                .nest(CHAIN_HOOK)
                .attributeNetworkU32(HOOK_NUMBER, hook.number)
                .attributeNetworkU32(HOOK_PRIORITY, priority)
                .unnest()
                .attributeNetworkU32(CHAIN_POLICY, POLICY_ACCEPT)
                .attribute(CHAIN_TYPE, type)
                .end();
        return this;
    }

    /** Makes a chain that rules jump to. */
    public NfTables createChain(String name) {
        chain(name).end();
        return this;
    }

    /** Appends a rule, whose expressions the given code writes. */
    public NfTables addRule(String chain, Consumer<NfRule> expressions) {
        begin(NEWRULE, CREATE | APPEND, "add a rule to chain " + chain)
                .attribute(TABLE, table)
                .attribute(RULE_CHAIN, chain)
                .nest(RULE_EXPRESSIONS);
        expressions.accept(new NfRule(messages));
        messages.unnest().end();
        return this;
    }

    /** Makes a set of names of interfaces, or of keys that begin with one. */
    public NfTables createSet(String name, NfType key) {
        set(name, 0, key).attribute(SET_USER_DATA, HOST_BYTE_ORDER).end();
        return this;
    }

    public NfTables createMap(String name, NfType key, NfType data) {
        set(name, SET_FLAG_MAP, key)
                .attributeNetworkU32(SET_DATA_TYPE, data.number())
                .attributeNetworkU32(SET_DATA_LENGTH, data.length())
                .end();
        return this;
    }

    /** Adds an element to a set; it must not be there. */
    public NfTables addElement(String set, byte[] key) {
        element(NEWSETELEM, CREATE | EXCLUSIVE, set, key, new byte[0]);
        return this;
    }

    /** Adds a pair to a map; the key must not be there. */
    public NfTables addElement(String map, byte[] key, byte[] data) {
        element(NEWSETELEM, CREATE | EXCLUSIVE, map, key, data);
        return this;
    }

    /** Takes an element out of a set or map; it must be there. */
    public NfTables deleteElement(String set, byte[] key) {
        element(DELSETELEM, 0, set, key, new byte[0]);
        return this;
    }

    /** Makes the changes, or none of them and says why. */
    public void commit(Netlink netlink) {
        messages.acknowledgeLast();
        control(BATCH_END, "end packet filter changes");
        netlink.send(messages, (datagram, from, to) -> {});
    }

    /** Asks for one element; the exception's errno is ENOENT if it, the set or the table is missing. */
    public static void find(Netlink netlink, String table, String set, byte[] key) {
        NetlinkMessages request = new NetlinkMessages();
        request.begin(GETSETELEM, 0, "find element in set " + set);
        family(request);
        writeElement(request, table, set, key, new byte[0]);
        netlink.send(request, (datagram, from, to) -> {});
    }

    /** Asks for a chain; the exception's errno is ENOENT if it or the table is missing. */
    static void findChain(Netlink netlink, String table, String chain) {
        NetlinkMessages request = new NetlinkMessages();
        family(request.begin(GETCHAIN, 0, "find chain " + chain))
                .attribute(TABLE, table)
                .attribute(CHAIN_NAME, chain)
                .end();
        netlink.send(request, (datagram, from, to) -> {});
    }

    /** Shows each rule of a chain; none if there is no such chain. */
    static void listRules(Netlink netlink, String table, String chain, Netlink.Visitor visitor) {
        NetlinkMessages request = new NetlinkMessages();
        family(request.begin(GETRULE, DUMP, "list rules of chain " + chain))
                .attribute(TABLE, table)
                .attribute(RULE_CHAIN, chain)
                .end();
        netlink.send(request, visitor);
    }

    private NetlinkMessages chain(String name) {
        return begin(NEWCHAIN, CREATE | EXCLUSIVE, "create chain " + name)
                .attribute(TABLE, table)
                .attribute(CHAIN_NAME, name);
    }

    private NetlinkMessages set(String name, int flags, NfType key) {
        return begin(NEWSET, CREATE | EXCLUSIVE, "create set " + name)
                .attribute(TABLE, table)
                .attribute(SET_NAME, name)
                .attributeNetworkU32(SET_FLAGS, flags)
                .attributeNetworkU32(SET_KEY_TYPE, key.number())
                .attributeNetworkU32(SET_KEY_LENGTH, key.length())
                .attributeNetworkU32(SET_ID, ++sets);
    }

    private void element(int type, int flags, String set, byte[] key, byte[] data) {
        String purpose = type == NEWSETELEM ? "add element to " : "delete element from ";
        begin(type, flags, purpose + set);
        writeElement(messages, table, set, key, data);
    }

    private static void writeElement(NetlinkMessages to, String table, String set, byte[] key, byte[] data) {
        to.attribute(TABLE, table)
                .attribute(SET_NAME, set)
                .nest(ELEMENTS)
                .nest(LIST_ELEMENT)
                .nest(ELEMENT_KEY)
                .attribute(DATA_VALUE, key)
                .unnest();
        if (data.length > 0) {
            to.nest(ELEMENT_DATA).attribute(DATA_VALUE, data).unnest();
        }
        to.unnest().unnest().end();
    }

    private NetlinkMessages begin(int type, int flags, String purpose) {
        messages.begin(type, flags, purpose);
        return family(messages);
    }

    /** struct nfgenmsg: family, version, resource. */
    private static NetlinkMessages family(NetlinkMessages to) {
        return to.u8(FAMILY_IP).u8(0).networkU16(0);
    }

    private void control(int type, String purpose) {
        messages.begin(type, 0, purpose).u8(0).u8(0).networkU16(SUBSYSTEM).end();
    }
}
