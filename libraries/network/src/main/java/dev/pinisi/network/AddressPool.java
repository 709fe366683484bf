package dev.pinisi.network;

import java.util.Optional;

/** The addresses of one network, each of at most one container. */
final class AddressPool {
    private static final String LAST = "last";

    private final Subnet subnet;
    private final Claims claims;
    private final Claims hints;

    /**
     * A pool over what is on disk.
     *
     * @param claims who has which address
     * @param hints where it is noted which was leased last
     */
    AddressPool(Subnet subnet, Claims claims, Claims hints) {
        this.subnet = subnet;
        this.claims = claims;
        this.hints = hints;
    }

    /** Takes an address for the owner: the one it wishes, or the next free one. */
    IpAddress lease(String owner, Optional<IpAddress> wish) {
        return wish.isPresent() ? leaseThis(owner, wish.get()) : leaseNext(owner);
    }

    void release(IpAddress address, String owner) {
        claims.release(address.toString(), owner);
    }

    private IpAddress leaseThis(String owner, IpAddress address) {
        boolean usable = subnet.contains(address)
                && address.bits() > subnet.gateway().bits()
                && address.bits() <= subnet.last().bits();
        if (!usable) {
            throw new NetworkException("address " + address + " is not one for a container of " + subnet);
        }
        if (!claims.claim(address.toString(), owner)) {
            throw new NetworkException(
                    "address " + address + " is in use by container " + claims.owner(address.toString()));
        }
        return address;
    }

    /**
     * The one after that which was leased last, so that an address rests before it is used again: neighbours and
     * connections that remember it fade away. Another process may be faster: then the one after that.
     */
    private IpAddress leaseNext(String owner) {
        int first = subnet.gateway().bits() + 1;
        int count = subnet.last().bits() - first + 1;
        int start = start(first, count);
        for (int tried = 0; tried < count; tried++) {
            IpAddress address = new IpAddress(first + (start + tried) % count);
            if (claims.claim(address.toString(), owner)) {
                hints.note(LAST, address.toString());
                return address;
            }
        }
        throw new NetworkException("all " + count + " addresses of " + subnet + " are in use");
    }

    private int start(int first, int count) {
        int last = IpAddress.parse(hints.owner(LAST)).orElse(IpAddress.ANY).bits();
        int next = last - first + 1;
        return next > 0 && next < count ? next : 0;
    }
}
