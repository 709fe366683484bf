package dev.pinisi.network;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The addresses of one network, each of at most one container. */
final class AddressPool {
    private final Subnet subnet;
    private final Claims claims;

    AddressPool(Subnet subnet, Claims claims) {
        this.subnet = subnet;
        this.claims = claims;
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
     * The one after the highest, so that an address rests before it is used again, as long as there are such;
     * then whatever is free. Another process may be faster: then the one after that.
     */
    private IpAddress leaseNext(String owner) {
        Set<Integer> taken = new HashSet<>();
        int highest = subnet.gateway().bits();
        List<String> leases = claims.all();
        for (String lease : leases) {
            int bits = IpAddress.parse(lease).orElse(IpAddress.ANY).bits();
            taken.add(bits);
            highest = Math.max(highest, bits);
        }
        for (int bits = highest + 1; bits <= subnet.last().bits(); bits++) {
            if (claims.claim(new IpAddress(bits).toString(), owner)) {
                return new IpAddress(bits);
            }
        }
        for (int bits = subnet.gateway().bits() + 1; bits <= highest; bits++) {
            if (!taken.contains(bits) && claims.claim(new IpAddress(bits).toString(), owner)) {
                return new IpAddress(bits);
            }
        }
        throw new NetworkException("all addresses of " + subnet + " are in use (" + leases.size() + ")");
    }
}
