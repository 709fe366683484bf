package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Makes connections: to the server or through a proxy, in TLS where its scheme is https. */
final class Connector {
    private final Duration connect;
    private final Duration stall;

    Connector(Duration connect, Duration stall) {
        this.connect = connect;
        this.stall = stall;
    }

    HttpConnection connect(Route route) throws IOException {
        Socket socket = socket(route);
        try {
            Socket secured = route.origin().secure() ? secured(socket, route) : socket;
            boolean proxied = !route.origin().secure()
                    && route.proxy().isPresent()
                    && route.proxy().get().kind() != ProxyServer.Kind.SOCKS;
            return new HttpConnection(secured, proxied, stall);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket socket(Route route) throws IOException {
        Origin origin = route.origin();
        if (route.proxy().isEmpty()) {
            return toAnyAddress(origin.host(), origin.port());
        }
        ProxyServer proxy = route.proxy().get();
        if (proxy.kind() == ProxyServer.Kind.SOCKS) {
            return throughSocks(proxy, origin);
        }
        Socket socket = toAnyAddress(proxy.host(), proxy.port());
        try {
            Socket toProxy = proxy.kind() == ProxyServer.Kind.HTTPS
                    ? TlsSettings.ofHost().secure(socket, proxy.host(), proxy.port())
                    : socket;
            if (origin.secure()) {
                tunnel(toProxy, proxy, origin);
            }
            return toProxy;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Tries the addresses of a name one after another. */
    private Socket toAnyAddress(String host, int port) throws IOException {
        IOException failure = new IOException("there is no address of " + host);
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket socket = new Socket(Proxy.NO_PROXY);
            try {
                socket.connect(new InetSocketAddress(address, port), (int) connect.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    private Socket throughSocks(ProxyServer proxy, Origin origin) throws IOException {
        Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(proxy.host(), proxy.port())));
        try {
            // the proxy resolves the name: it may be one that only the proxy knows
            socket.connect(InetSocketAddress.createUnresolved(origin.host(), origin.port()), (int) connect.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket socket, Route route) throws IOException {
        socket.setSoTimeout((int) stall.toMillis());
        return route.tls().secure(socket, route.origin().host(), route.origin().port());
    }

    /** Has the proxy connect us through (RFC 9110, section 9.3.6). */
    private void tunnel(Socket socket, ProxyServer proxy, Origin origin) throws IOException {
        socket.setSoTimeout((int) stall.toMillis());
        String host = origin.host().indexOf(':') >= 0 ? "[" + origin.host() + "]" : origin.host();
        String target = host + ":" + origin.port();
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        proxy.authorization()
                .ifPresent(value ->
                        request.append("Proxy-Authorization: ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        ResponseHead head = ResponseHead.read(socket.getInputStream(), stall);
        if (head.status() / 100 != 2) {
            throw new ProxyException(proxy, head.status(), origin);
        }
    }
}
