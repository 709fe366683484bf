package dev.pinisi.image.internal.http;

import java.io.IOException;

/** A proxy does not let us through; trying again would not help. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int WANTS_TO_KNOW_US = 407;

    ProxyException(ProxyServer proxy, int status, Origin target) {
        super("the proxy " + proxy.host() + ":" + proxy.port() + " answered " + status + " when asked for "
                + target.host() + ":" + target.port()
                + (status == WANTS_TO_KNOW_US ? "; give the user and password in its address" : ""));
    }

    /** Whether an answer is that of the proxy, not of the server behind it. */
    static boolean isProxys(int status) {
        return status == WANTS_TO_KNOW_US;
    }
}
