package dev.pinisi.network.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Writes the expressions of a rule. Each loads into a register, compares, or acts; a comparison or look-up that fails
 * ends the rule. The registers are four bytes each, so that keys can be put together side by side.
 */
public final class NfRule {
    /** The first register; further ones follow. */
    public static final int R0 = 8;

    private static final int EXPRESSION = 1;
    private static final int NAME = 1;
    private static final int DATA = 2;
    private static final int DATA_VALUE = 1;
    private static final int DATA_VERDICT = 2;
    private static final int VERDICT_CODE = 1;
    private static final int VERDICT_CHAIN = 2;
    private static final int VERDICT_REGISTER = 0;
    private static final int DROP = 0;
    private static final int ACCEPT = 1;
    private static final int JUMP = -3;
    private static final int NETWORK_HEADER = 1;
    private static final int TRANSPORT_HEADER = 2;
    private static final int EQUAL = 0;
    private static final int NOT_EQUAL = 1;
    private static final int FIB_RESULT_ADDRESS_TYPE = 3;
    private static final int FIB_OF_DESTINATION = 2;
    private static final int LOCAL_ADDRESS = 2;
    private static final int CT_STATE = 0;
    private static final int CT_STATUS = 2;
    private static final int CT_ESTABLISHED_OR_RELATED = 2 | 4;
    private static final int CT_DESTINATION_CHANGED = 1 << 5;
    private static final int NAT_DESTINATION = 1;
    private static final int FAMILY_IP = 2;
    private static final int SIZE_OF_INTERFACE_NAME = 16;

    private final NetlinkMessages to;

    NfRule(NetlinkMessages to) {
        this.to = to;
    }

    /** What a packet's circumstances tell, enum nft_meta_keys. */
    public enum Meta {
        INPUT_INTERFACE(6),
        OUTPUT_INTERFACE(7),
        PROTOCOL(16);

        private final int number;

        Meta(int number) {
            this.number = number;
        }
    }

    public NfRule load(Meta key, int register) {
        return begin("meta").number(1, register).number(2, key.number).finish();
    }

    public NfRule loadSourceAddress(int register) {
        return payload(NETWORK_HEADER, 12, 4, register);
    }

    public NfRule loadDestinationAddress(int register) {
        return payload(NETWORK_HEADER, 16, 4, register);
    }

    public NfRule loadDestinationPort(int register) {
        return payload(TRANSPORT_HEADER, 2, 2, register);
    }

    /** Goes on if the register holds these bytes. */
    public NfRule equal(int register, byte[] value) {
        return compare(register, EQUAL, value);
    }

    public NfRule notEqual(int register, byte[] value) {
        return compare(register, NOT_EQUAL, value);
    }

    /** Goes on if the interface has this name. */
    public NfRule isInterface(Meta which, String name) {
        return load(which, R0).equal(R0, interfaceName(name));
    }

    /** Goes on if the packet comes from, or goes to, the network. */
    public NfRule inNetwork(boolean source, int network, int prefixLength) {
        (source ? loadSourceAddress(R0) : loadDestinationAddress(R0)).mask(R0, prefixLength);
        return equal(R0, Links.bytes(network));
    }

    /** Goes on if the destination is an address of this host. */
    public NfRule destinationIsLocal() {
        begin("fib").number(1, R0).number(2, FIB_RESULT_ADDRESS_TYPE).number(3, FIB_OF_DESTINATION);
        return finish().equal(R0, nativeBytes(LOCAL_ADDRESS));
    }

    /** Goes on if the packet belongs to a connection that was let through. */
    public NfRule establishedOrRelated() {
        return connection(CT_STATE, CT_ESTABLISHED_OR_RELATED);
    }

    /** Goes on if a published port led the connection here. */
    public NfRule wasPublished() {
        return connection(CT_STATUS, CT_DESTINATION_CHANGED);
    }

    /** Goes on if the set holds what is in the registers. */
    public NfRule in(String set, int register) {
        return begin("lookup").text(1, set).number(2, register).finish();
    }

    /** Goes on with the value that the map holds, in the registers from the same one on. */
    public NfRule map(String map, int register) {
        return begin("lookup")
                .text(1, map)
                .number(2, register)
                .number(3, register)
                .finish();
    }

    /** Changes the destination to the address in a register, and the port to that in the next. */
    public void changeDestination(int register) {
        begin("nat")
                .number(1, NAT_DESTINATION)
                .number(2, FAMILY_IP)
                .number(3, register)
                .number(5, register + 1)
                .finish();
    }

    /** Makes the packet come from the interface that it leaves by. */
    public void masquerade() {
        begin("masq").finish();
    }

    /** Counts the packets that come so far. */
    public NfRule count() {
        return begin("counter").finish();
    }

    public void accept() {
        verdict(ACCEPT, "");
    }

    public void drop() {
        verdict(DROP, "");
    }

    public void jump(String chain) {
        verdict(JUMP, chain);
    }

    /** The name as keys hold it. */
    public static byte[] interfaceName(String name) {
        return Arrays.copyOf(name.getBytes(US_ASCII), SIZE_OF_INTERFACE_NAME);
    }

    private NfRule payload(int header, int offset, int length, int register) {
        return begin("payload")
                .number(1, register)
                .number(2, header)
                .number(3, offset)
                .number(4, length)
                .finish();
    }

    private NfRule compare(int register, int operator, byte[] value) {
        begin("cmp").number(1, register).number(2, operator);
        return value(3, value).finish();
    }

    private NfRule mask(int register, int prefixLength) {
        int mask = prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
        return maskBytes(register, Links.bytes(mask));
    }

    private NfRule maskBytes(int register, byte[] mask) {
        begin("bitwise").number(1, register).number(2, register).number(3, 4);
        return value(4, mask).value(5, new byte[4]).finish();
    }

    private NfRule connection(int key, int bits) {
        begin("ct").number(1, R0).number(2, key).finish();
        return maskBytes(R0, nativeBytes(bits)).notEqual(R0, new byte[4]);
    }

    private void verdict(int code, String chain) {
        begin("immediate").number(1, VERDICT_REGISTER);
        to.nest(2).nest(DATA_VERDICT).attributeNetworkU32(VERDICT_CODE, code);
        if (!chain.isEmpty()) {
            to.attribute(VERDICT_CHAIN, chain);
        }
        to.unnest().unnest();
        finish();
    }

    private NfRule begin(String name) {
        to.nest(EXPRESSION).attribute(NAME, name).nest(DATA);
        return this;
    }

    private NfRule finish() {
        to.unnest().unnest();
        return this;
    }

    private NfRule number(int attribute, int value) {
        to.attributeNetworkU32(attribute, value);
        return this;
    }

    private NfRule text(int attribute, String value) {
        to.attribute(attribute, value);
        return this;
    }

    private NfRule value(int attribute, byte[] value) {
        to.nest(attribute).attribute(DATA_VALUE, value).unnest();
        return this;
    }

    /** Numbers that the kernel keeps in its own byte order. */
    private static byte[] nativeBytes(int value) {
        return java.nio.ByteBuffer.allocate(4)
                .order(java.nio.ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }
}
