package dev.pinisi.image.internal.registry;

import dev.pinisi.config.Registries.Endpoint;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.internal.http.BodyException;
import dev.pinisi.image.internal.http.HttpClient;
import dev.pinisi.image.internal.http.HttpRequest;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.http.Origin;
import dev.pinisi.image.internal.http.ProxyException;
import dev.pinisi.image.internal.http.TlsSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** One registry, most often one repository of it: requests with authentication, and attempts until it answers. */
public final class RegistryEndpoint implements BlobStream.Place {
    /** A token may expire between two requests and be refused once more while it is renewed. */
    private static final int MOST_REFUSALS = 3;

    private final String name;
    private final String path;
    private final String host;
    private final RegistryOptions options;
    private final HttpClient http;
    private final Authorizer authorizer;
    private final Scheme scheme;
    private final Warnings warnings;
    private volatile boolean keepsSignatures;

    private RegistryEndpoint(
            String name, String path, String credentials, boolean insecure, RegistryOptions options, Scopes scopes) {
        this.name = name;
        this.path = path;
        this.options = options;
        // Docker Hub's API has never been at the name that its images bear
        host = name.equals("docker.io") ? "registry-1.docker.io" : name;
        boolean verify = options.tlsVerify().isPresent() ? options.tlsVerify().get() : !insecure;
        http = new HttpClient(
                options.patience().connect(),
                options.patience().stall(),
                options.places(),
                TlsSettings.of(options.certificatesFor(name), verify),
                options.userAgent());
        RegistrySession session = RegistrySession.of(options.auth());
        authorizer = session.authorizer(http, name, credentials, scopes);
        scheme = session.scheme(http, host, verify);
        warnings = new Warnings(name, options.listener());
    }

    /**
     * A repository.
     *
     * @param actions what tokens are asked to allow there: {@code pull,push}
     */
    public static RegistryEndpoint of(Endpoint endpoint, RegistryOptions options, String actions) {
        ImageReference reference = ImageReference.parse(endpoint.reference());
        Scopes scopes = Scopes.repository(reference.path(), actions);
        return new RegistryEndpoint(
                reference.host(), reference.path(), reference.repository(), endpoint.insecure(), options, scopes);
    }

    /**
     * A registry, whatever is in it.
     *
     * @param credentials by which its credentials are looked up: the host, or a path below it
     */
    public static RegistryEndpoint ofHost(String host, String credentials, RegistryOptions options) {
        boolean insecure = options.registries().isInsecure(host);
        return new RegistryEndpoint(host, "", credentials, insecure, options, Scopes.NONE);
    }

    /** How errors and the user call the registry. */
    @Override
    public String host() {
        return name;
    }

    /** The repository's path: {@code library/busybox}. */
    public String path() {
        return path;
    }

    @Override
    public RegistryOptions options() {
        return options;
    }

    /**
     * GETs a part of the repository.
     *
     * @param part below the repository: {@code manifests/latest}
     * @return a response of status 200 or 206
     */
    @Override
    public HttpResponse get(String what, String part, Map<String, String> headers) {
        return send(RegistryCall.of(what, "GET", path + "/" + part, 200, 206).withHeaders(headers));
    }

    /**
     * Makes a call, again and again while the registry is out of order.
     *
     * @return a response of an accepted status
     * @throws ImageException if the registry refuses, or does not answer in all attempts
     */
    HttpResponse send(RegistryCall call) {
        Backoff backoff = new Backoff(options.patience());
        while (true) {
            Attempt attempt = attempt(call);
            if (attempt instanceof Answered answered) {
                return answered.response();
            }
            Failed failed = (Failed) attempt;
            if (!backoff.another()) {
                throw unreachable(failed.problem() + " (" + backoff.failures() + " attempts)", failed.cause());
            }
            options.listener().retrying(call.what(), failed.problem());
            backoff.pause(failed.pause());
        }
    }

    /** How one attempt ended. */
    sealed interface Attempt {}

    /** By an answer of an accepted status. */
    record Answered(HttpResponse response) implements Attempt {}

    /**
     * By a failure that another attempt may not meet.
     *
     * @param pause what the registry asks to wait
     */
    record Failed(String problem, Exception cause, Duration pause) implements Attempt {}

    /**
     * Makes a call once.
     *
     * @throws ImageException if another attempt would fail in the same way
     */
    Attempt attempt(RegistryCall call) {
        try {
            HttpResponse response = authorized(call);
            warnings.tell(response);
            keepsSignatures |= response.header(SignatureExtension.HEADER).equals("1");
            if (call.accepted().contains(response.status())) {
                return new Answered(response);
            }
            Duration pause = Refusals.retryAfter(response, Instant.now());
            ImageException refusal =
                    Refusals.of(call.what(), name, response, authorizer.hasCredentials(options.auth()));
            if (!Refusals.isTransient(response.status())) {
                throw refusal;
            }
            return new Failed(String.valueOf(refusal.getMessage()), refusal, pause);
        } catch (BodyException e) {
            throw new SourceFailure(e.failure());
        } catch (IOException e) {
            String problem = call.what() + ": registry " + name + " failed: " + Failures.describe(e);
            if (Failures.isFinal(e)) {
                throw unreachable(problem, e);
            }
            return new Failed(problem, e, Duration.ZERO);
        }
    }

    /** Makes sure that the registry speaks the API and lets us in. */
    public void check() throws IOException {
        Refusals.drain(send(RegistryCall.of("the API", "GET", "", 200)));
    }

    /** Whether an answer so far said that the registry keeps signatures. */
    boolean keepsSignatures() {
        return keepsSignatures;
    }

    /** An address that is beside the API. */
    URI beside(String path) throws IOException {
        return URI.create(scheme.name() + "://" + host + "/" + path);
    }

    /** The address of a part of the API. */
    private URI address(String below) throws IOException {
        return URI.create(scheme.name() + "://" + host + "/v2/" + below);
    }

    /** The first request of all tells the scheme besides its answer: nothing secret is in it. */
    private Optional<HttpResponse> first(RegistryCall call) throws IOException {
        if (!scheme.isAskedForPlainly()
                || !call.method().equals("GET")
                || call.location().isPresent()) {
            return Optional.empty();
        }
        URI uri = URI.create("http://" + host + "/v2/" + call.path());
        try {
            HttpResponse response = http.get(uri, call.headers());
            if (Scheme.isPlain(response)) {
                scheme.answeredPlainly();
                return Optional.of(response);
            }
            response.close();
        } catch (ConnectException | UnknownHostException | ProxyException | HttpClient.RedirectException e) {
            throw e;
        } catch (IOException e) {
            // it may be TLS that is spoken there: asked for apart
        }
        return Optional.empty();
    }

    private HttpResponse authorized(RegistryCall call) throws IOException {
        Optional<HttpResponse> first = first(call);
        URI own = address(call.path());
        URI uri = call.location().orElse(own);
        // an upload may have to go on at a storage that has its own way of knowing us, in the address
        boolean trusted = Origin.of(uri).equals(Origin.of(own));
        HttpRequest request = new HttpRequest(call.method(), uri, call.headers(), call.body());
        String answer = trusted ? authorizer.current(call.scopes()) : "";
        for (int i = 0; ; i++) {
            HttpResponse response = i == 0 && first.isPresent()
                    ? first.get()
                    : http.send(answer.isEmpty() ? request : request.with("Authorization", answer));
            if (response.status() != 401 || i == MOST_REFUSALS || !trusted) {
                return response;
            }
            Optional<String> renewed =
                    authorizer.renew(answer, call.scopes(), challenges(response), response.uri(), options.auth());
            if (renewed.isEmpty() || renewed.get().equals(answer) || !request.isRepeatable()) {
                return response;
            }
            Refusals.drain(response);
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

    ImageException unreachable(String problem, Exception cause) {
        String remedy = cause instanceof SSLException
                ? "; add its certificate to certs.d, or use --tls-verify=false if it need not be trusted"
                : "";
        Kind kind = cause instanceof HttpResponse.TooLongException ? Kind.CORRUPT : Kind.UNREACHABLE;
        return new ImageException(kind, problem + remedy, cause);
    }
}
