package dev.pinisi.network;

import java.util.Optional;

/**
 * A network of addresses.
 *
 * @param network its first address
 * @param prefixLength the number of leading bits that its addresses share, 1 to 30
 */
public record Subnet(IpAddress network, int prefixLength) {
    public Subnet {
        if (prefixLength < 1 || prefixLength > 30) {
            throw new IllegalArgumentException("a prefix length is 1 to 30, not " + prefixLength);
        }
        network = new IpAddress(network.bits() & mask(prefixLength));
    }

    /** Reads {@code 10.90.0.0/16}. */
    public static Optional<Subnet> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
        int length = Decimal.parse(text.substring(slash + 1), 30);
        return address.isEmpty() || length < 1 ? Optional.empty() : Optional.of(new Subnet(address.get(), length));
    }

    public boolean contains(IpAddress address) {
        return (address.bits() & mask(prefixLength)) == network.bits();
    }

    public boolean overlaps(Subnet other) {
        return contains(other.network) || other.contains(network);
    }

    /** The first host's address, which is the bridge's. */
    public IpAddress gateway() {
        return new IpAddress(network.bits() + 1);
    }

    /** The last host's address, before that of broadcasts. */
    public IpAddress last() {
        return new IpAddress((network.bits() | ~mask(prefixLength)) - 1);
    }

    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }

    private static int mask(int prefixLength) {
        return -1 << (32 - prefixLength);
    }
}
