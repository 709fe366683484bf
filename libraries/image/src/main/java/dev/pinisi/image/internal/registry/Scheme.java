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

    private boolean speaksPlainHttp() throws IOException {
        boolean portGiven = host.lastIndexOf(':') > host.lastIndexOf(']');
        if (portGiven) {
            return answers("http");
        }
        return !answers("https") && answers("http");
    }

    private boolean answers(String scheme) throws IOException {
        try (HttpResponse response = http.get(URI.create(scheme + "://" + host + "/v2/"), Map.of())) {
            // 400 is how servers of HTTPS answer HTTP
            return response.status() != 400;
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
