package dev.pinisi.image.internal.registry;

import dev.pinisi.config.Registries.Endpoint;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryException;
import dev.pinisi.image.RegistryOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** One repository of one registry: requests with authentication, and attempts until it answers. */
final class RegistryEndpoint {
    private static final int MOST_ERROR_BYTES = 64 << 10;
    /** A token may expire between two requests and be refused once more while it is renewed. */
    private static final int MOST_REFUSALS = 3;

    private final ImageReference reference;
    private final String host;
    private final RegistryOptions options;
    private final HttpClient http;
    private final Authorizer authorizer;
    private final Scheme scheme;

    RegistryEndpoint(Endpoint endpoint, RegistryOptions options) {
        this.reference = ImageReference.parse(endpoint.reference());
        this.options = options;
        // Docker Hub's API has never been at the name that its images bear
        host = reference.host().equals("docker.io") ? "registry-1.docker.io" : reference.host();
        boolean verify = options.tlsVerify().isPresent() ? options.tlsVerify().get() : !endpoint.insecure();
        TlsSettings tls = new TlsSettings(options.certificateDirectories(), reference.host(), verify);
        http = new HttpClient(options.patience(), options.places(), tls);
        TokenServer tokens = new TokenServer(http, "repository:" + reference.path() + ":pull");
        authorizer = new Authorizer(reference.host(), reference.repository(), options.auth(), tokens);
        scheme = new Scheme(http, host, verify);
    }

    String host() {
        return reference.host();
    }

    RegistryOptions options() {
        return options;
    }

    /**
     * GETs a part of the repository, again and again while the registry is out of order.
     *
     * @param what names the thing in errors: {@code layer sha256:…}
     * @param path below the repository: {@code manifests/latest}
     * @return a response of status 200 or 206
     * @throws ImageException if the registry refuses, or does not answer in all attempts
     */
    HttpResponse get(String what, String path, Map<String, String> headers) {
        Backoff backoff = new Backoff(options.patience());
        while (true) {
            Duration asked = Duration.ZERO;
            String problem;
            Exception cause;
            try {
                HttpResponse response = authorized(path, headers);
                if (response.status() == 200 || response.status() == 206) {
                    return response;
                }
                asked = retryAfter(response);
                cause = failure(what, response);
                problem = String.valueOf(cause.getMessage());
                if (!isTransient(response.status())) {
                    throw (ImageException) cause;
                }
            } catch (IOException e) {
                problem = what + " could not be had from registry " + host() + ": " + Failures.describe(e);
                cause = e;
                if (Failures.isFinal(e)) {
                    throw unreachable(problem, e);
                }
            }
            if (!backoff.another()) {
                throw unreachable(problem + " (" + backoff.failures() + " attempts)", cause);
            }
            options.listener().retrying(what, problem);
            backoff.pause(asked);
        }
    }

    private HttpResponse authorized(String path, Map<String, String> headers) throws IOException {
        URI uri = URI.create(scheme.name() + "://" + host + "/v2/" + reference.path() + "/" + path);
        String answer = authorizer.current();
        for (int i = 0; ; i++) {
            Map<String, String> sent = new LinkedHashMap<>(headers);
            if (!answer.isEmpty()) {
                sent.put("Authorization", answer);
            }
            HttpResponse response = http.get(uri, sent);
            if (response.status() != 401 || i == MOST_REFUSALS) {
                return response;
            }
            Optional<String> renewed = authorizer.renew(answer, challenges(response), response.uri());
            if (renewed.isEmpty() || renewed.get().equals(answer)) {
                return response;
            }
            response.bytes(MOST_ERROR_BYTES);
            response.release();
            answer = renewed.get();
        }
    }

    private static List<Challenge> challenges(HttpResponse response) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : response.headers("WWW-Authenticate")) {
            challenges.addAll(Challenge.parse(header));
        }
        return challenges;
    }

    private static boolean isTransient(int status) {
        return switch (status) {
            case 408, 425, 429, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    private static Duration retryAfter(HttpResponse response) {
        String seconds = response.header("Retry-After").trim();
        try {
            return seconds.isEmpty() ? Duration.ZERO : Duration.ofSeconds(Math.clamp(Long.parseLong(seconds), 0, 3600));
        } catch (NumberFormatException e) {
            // a date: our own pauses will do
            return Duration.ZERO;
        }
    }

    private RegistryException failure(String what, HttpResponse response) throws IOException {
        int status = response.status();
        byte[] body = {};
        try {
            body = response.bytes(MOST_ERROR_BYTES);
            response.release();
        } catch (HttpResponse.TooLongException e) {
            response.close();
        }
        Kind kind = switch (status) {
            case 401, 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND;
            default -> Kind.UNREACHABLE;
        };
        String remedy = "";
        if (kind == Kind.DENIED) {
            remedy = authorizer.hasCredentials()
                    ? "; the credentials for it do not suffice"
                    : "; it may be private, or not exist: log in first if it is private";
        }
        return new RegistryException(
                kind,
                host(),
                status,
                what + ": registry " + host() + " answered " + ErrorBody.describe(status, body) + remedy);
    }

    private ImageException unreachable(String problem, Exception cause) {
        String remedy = cause instanceof SSLException
                ? "; add its certificate to certs.d, or use --tls-verify=false if it need not be trusted"
                : "";
        Kind kind = cause instanceof HttpResponse.TooLongException ? Kind.CORRUPT : Kind.UNREACHABLE;
        return new ImageException(kind, problem + remedy, cause);
    }
}
