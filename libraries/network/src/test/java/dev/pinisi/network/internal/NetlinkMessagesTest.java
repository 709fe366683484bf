package dev.pinisi.network.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NetlinkMessagesTest {
    @Test
    void a_message_has_its_length_its_place_and_aligned_attributes() {
        NetlinkMessages messages = new NetlinkMessages();
        messages.begin(7, NetlinkMessages.CREATE, "first").end();
        messages.begin(8, 0, "second")
                .attribute(1, "abc")
                .attribute(2, new byte[] {9})
                .attributeNetworkU32(3, 0x01020304)
                .end();
        ByteBuffer bytes = messages.acknowledgeLast().datagram();
        assertThat(bytes.getInt(0)).isEqualTo(16);
        assertThat(bytes.getShort(6)).isEqualTo((short) (NetlinkMessages.CREATE | NetlinkMessages.REQUEST));
        assertThat(bytes.getInt(16)).isEqualTo(16 + 8 + 8 + 8);
        assertThat(bytes.getShort(22)).isEqualTo((short) (NetlinkMessages.ACK | NetlinkMessages.REQUEST));
        assertThat(NetlinkMessages.sequenceOf(bytes, 16)).isEqualTo(1);
        assertThat(messages.purpose(1)).isEqualTo("second");
        assertThat(bytes.remaining()).isEqualTo(56);
        byte[] tail = new byte[24];
        bytes.get(32, tail);
        assertThat(tail)
                .containsExactly(
                        8, 0, 1, 0, 'a', 'b', 'c', 0, //
                        5, 0, 2, 0, 9, 0, 0, 0, //
                        8, 0, 3, 0, 1, 2, 3, 4);
    }

    @Test
    void nested_attributes_are_read_back() {
        NetlinkMessages messages = new NetlinkMessages();
        messages.begin(1, 0, "nested")
                .nest(5)
                .nest(6)
                .attribute(7, "deep")
                .unnest()
                .attributeU32(8, 42)
                .unnest()
                .end();
        ByteBuffer bytes = messages.datagram();
        ByteBuffer outer = new Attributes(bytes, 16, bytes.limit()).get(5).orElseThrow();
        Attributes inner = new Attributes(outer, 0, outer.limit());
        assertThat(inner.get(8).orElseThrow().getInt(0)).isEqualTo(42);
        ByteBuffer innermost = inner.get(6).orElseThrow();
        assertThat(new Attributes(innermost, 0, innermost.limit()).string(7)).isEqualTo("deep");
        assertThat(inner.get(9)).isEmpty();
        assertThat(inner.string(9)).isEmpty();
    }

    @Test
    void lengths_that_lie_end_the_reading() {
        ByteBuffer lying = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        lying.putShort(0, (short) 200).putShort(2, (short) 1);
        assertThat(new Attributes(lying, 0, 8).get(1)).isEmpty();
        lying.putShort(0, (short) 0);
        assertThat(new Attributes(lying, 0, 8).get(1)).isEmpty();
        assertThat(new Attributes(lying, 6, 100).get(1)).isEmpty();
        assertThat(new Attributes(lying, 100, 200).get(1)).isEmpty();
    }

    @Test
    void a_large_transaction_grows_its_buffer() {
        NfTables transaction = new NfTables("t");
        NetlinkMessages messages = new NetlinkMessages();
        for (int index = 0; index < 2000; index++) {
            transaction.addElement("s", new byte[] {(byte) index, 0, 0, 0});
            messages.begin(index, 0, "m" + index).attribute(1, new byte[37]).end();
        }
        ByteBuffer bytes = messages.datagram();
        assertThat(bytes.remaining()).isEqualTo(2000 * (16 + 44));
        assertThat(NetlinkMessages.sequenceOf(bytes, 1999 * 60)).isEqualTo(1999);
        assertThat(bytes.getShort(1999 * 60 + 4)).isEqualTo((short) 1999);
    }

    @Test
    void a_message_with_an_open_attribute_is_a_mistake() {
        NetlinkMessages messages = new NetlinkMessages();
        messages.begin(1, 0, "half").nest(2);
        assertThatThrownBy(messages::end)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an attribute is still open in: half");
    }

    @Test
    void concatenated_types_are_numbered_as_the_nft_command_does() {
        assertThat(NfType.PROTOCOL.then(NfType.PORT)).isEqualTo(new NfType(12 << 6 | 13, 8));
        assertThat(NfType.PROTOCOL.then(NfType.ADDRESS).then(NfType.PORT))
                .isEqualTo(new NfType((12 << 6 | 7) << 6 | 13, 12));
    }
}
