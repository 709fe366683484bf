package dev.pinisi.image.internal.registry;

import dev.pinisi.image.internal.http.HttpClient;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.http.ProxyException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * Whether a registry speaks HTTPS or HTTP. One that is to be verified must speak HTTPS. For another the peers try
 * HTTPS first and HTTP if that fails; where the port is given only one of the two can answer there, so asking in HTTP
 * without any credentials finds the same, and saves loading TLS for the registry on the next desk.
 */
final class Scheme {
    private final HttpClient http;
    private final String host;
    private final boolean verify;
    private String name = "";

    Scheme(HttpClient http, String host, boolean verify) {
        this.http = http;
        this.host = host;
        this.verify = verify;
    }

    synchronized String name() throws IOException {
        if (name.isEmpty()) {
            name = verify || !speaksPlainHttp() ? "https" : "http";
        }
        return name;
    }

    /** Whether it is not known yet and would be asked for in plain HTTP, which a first request can do itself. */
    synchronized boolean isAskedForPlainly() {
        return name.isEmpty() && !verify && isPortGiven();
    }

    /** Another request was answered in plain HTTP. */
    synchronized void answeredPlainly() {
        name = "http";
    }

    private boolean isPortGiven() {
        return host.lastIndexOf(':') > host.lastIndexOf(']');
    }

    private boolean speaksPlainHttp() throws IOException {
        if (isPortGiven()) {
            return answers("http");
        }
        return !answers("https") && answers("http");
    }

    /** Whether that answers a request in plain HTTP: 400 is how servers of HTTPS do. */
    static boolean isPlain(HttpResponse response) {
        return response.status() != 400;
    }

    private boolean answers(String scheme) throws IOException {
        try (HttpResponse response = http.get(URI.create(scheme + "://" + host + "/v2/"), Map.of())) {
            return isPlain(response);
        } catch (ConnectException | UnknownHostException e) {
            if (scheme.equals("https")) {
                return false;
            }
            throw e;
        } catch (ProxyException e) {
            throw e;
        } catch (HttpClient.RedirectException e) {
            return true;
        } catch (IOException e) {
            // what is no HTTP answer at all is TLS's alert
            return false;
        }
    }
}
