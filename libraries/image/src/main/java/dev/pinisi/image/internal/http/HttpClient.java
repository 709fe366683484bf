package dev.pinisi.image.internal.http;

import dev.pinisi.config.ConfigPlaces;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Makes requests, with redirects followed, over connections that are kept. */
public final class HttpClient {
    /** As Go's client has it, so that what a peer can fetch can be fetched. */
    private static final int MOST_REDIRECTS = 10;

    /** Where HTTP/1.1 is not spoken, as was found out. */
    private static final Set<Route> HTTP_2_ONLY = ConcurrentHashMap.newKeySet();

    private final Duration connect;
    private final Duration stall;
    private final Proxies proxies;
    private final TlsSettings tls;
    private final Connector connector;
    private final String agent;

    /**
     * @param connect how long to wait for a connection
     * @param stall how long to wait for the next byte
     * @param places whose environment names proxies
     * @param agent the value of User-Agent
     */
    public HttpClient(Duration connect, Duration stall, ConfigPlaces places, TlsSettings tls, String agent) {
        this.connect = connect;
        this.stall = stall;
        this.proxies = new Proxies(places);
        this.tls = tls;
        this.connector = new Connector(connect, stall);
        this.agent = agent;
    }

    /**
     * Makes a request, and those that redirects ask for. The Authorization header is shown to no other origin.
     *
     * @throws RedirectException if redirects lead nowhere
     * @throws BodyException if the request's body cannot be read
     * @throws IOException if there is no answer
     */
    public HttpResponse send(HttpRequest request) throws IOException {
        Origin origin = Origin.of(request.uri());
        HttpRequest next = request.with("User-Agent", agent);
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpResponse response = exchange(next);
            if (!isRedirect(response, next)) {
                return response;
            }
            String location = response.header("Location");
            response.close();
            URI target = redirected(next.uri(), location);
            next = next.to(target, Origin.of(target).equals(origin));
        }
        throw new RedirectException(request.uri().getHost() + " redirects more than " + MOST_REDIRECTS + " times");
    }

    /** GETs. */
    public HttpResponse get(URI uri, Map<String, String> headers) throws IOException {
        return send(HttpRequest.of("GET", uri, headers));
    }

    /** POSTs a form. */
    public HttpResponse post(URI uri, byte[] form) throws IOException {
        return send(new HttpRequest(
                "POST", uri, Map.of("Content-Type", "application/x-www-form-urlencoded"), new HttpRequest.Bytes(form)));
    }

    private HttpResponse exchange(HttpRequest request) throws IOException {
        Optional<ProxyServer> proxy = proxies.of(request.uri());
        Route route = new Route(Origin.of(request.uri()), proxy, tls);
        HttpResponse response = exchange(authorized(request, route), route);
        if (proxy.isPresent() && ProxyException.isProxys(response.status())) {
            response.close();
            throw new ProxyException(proxy.get(), response.status(), route.origin());
        }
        return response;
    }

    private HttpResponse exchange(HttpRequest sent, Route route) throws IOException {
        @Nullable HttpConnection kept = ConnectionPool.SHARED.take(route);
        if (kept == null) {
            return exchangeAnew(sent, route);
        }
        try {
            return exchange(sent, kept, route);
        } catch (IOException e) {
            // the server may have closed it while it lay idle
            if (kept.answered() || !sent.isRepeatable() || e instanceof SocketTimeoutException) {
                throw e;
            }
        }
        return exchangeAnew(sent, route);
    }

    private HttpResponse exchangeAnew(HttpRequest request, Route route) throws IOException {
        if (HTTP_2_ONLY.contains(route)) {
            return tls.http2(connect).exchange(request, stall);
        }
        try {
            return exchange(request, connector.connect(route), route);
        } catch (SSLHandshakeException e) {
            // the JDK's client would have to find its own way through a proxy
            if (!Http2.isWanted(e) || route.proxy().isPresent()) {
                throw e;
            }
        }
        HTTP_2_ONLY.add(route);
        return tls.http2(connect).exchange(request, stall);
    }

    private static HttpResponse exchange(HttpRequest request, HttpConnection connection, Route route)
            throws IOException {
        boolean done = false;
        try {
            HttpResponse response = connection.exchange(request, new ToPool(route));
            done = true;
            return response;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    /** Keeps connections for the next request on the same route. */
    private record ToPool(Route route) implements HttpConnection.Returns {
        @Override
        public void accept(HttpConnection connection) {
            ConnectionPool.SHARED.give(route, connection);
        }
    }

    /** A proxy that sees the request itself wants to be shown who we are in it. */
    private static HttpRequest authorized(HttpRequest request, Route route) {
        if (route.origin().secure() || route.proxy().isEmpty()) {
            return request;
        }
        Optional<String> value = route.proxy().get().authorization();
        return value.isPresent() ? request.with("Proxy-Authorization", value.get()) : request;
    }

    /** 301 to 303 turn other methods into GET, which nothing that is sent to a registry means. */
    private static boolean isRedirect(HttpResponse response, HttpRequest request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return switch (response.status()) {
            case 301, 302, 303 -> reads;
            case 307, 308 -> request.isRepeatable();
            default -> false;
        };
    }

    private static URI redirected(URI from, String location) throws IOException {
        try {
            URI to = from.resolve(new URI(location));
            if (Origin.isHttp(to)) {
                return to;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // told below
        }
        throw new RedirectException(from.getHost() + " redirects to what is no HTTP address");
    }

    /** Redirects lead nowhere; trying again would not help. */
    public static final class RedirectException extends IOException {
        private static final long serialVersionUID = 1L;

        RedirectException(String message) {
            super(message);
        }
    }
}
