/** A client of HTTP/1.1 (RFC 9112) over sockets: blocking, with a pool of connections, proxies and TLS. */
@NullMarked
package dev.pinisi.image.internal.http;

import org.jspecify.annotations.NullMarked;
