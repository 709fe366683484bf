package dev.pinisi.network.internal;

import dev.pinisi.linux.Errno;

/** The kernel refused a request. */
public final class NetlinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    NetlinkException(String purpose, int errno, String explanation) {
        super("cannot " + purpose + ": " + Errno.message(errno)
                + (explanation.isEmpty() ? "" : " (" + explanation + ")"));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }
}
