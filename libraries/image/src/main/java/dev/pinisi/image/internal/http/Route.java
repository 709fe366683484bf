package dev.pinisi.image.internal.http;

import java.util.Optional;

/**
 * What two requests must have in common to use one connection.
 *
 * @param tls how the server's certificate is verified, and ours shown
 */
record Route(Origin origin, Optional<ProxyServer> proxy, TlsSettings tls) {}
