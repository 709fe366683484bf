package dev.pinisi.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pinisi.json.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives everybody who knows the password the tokens that docker-registry believes: JWTs, signed by a certificate. */
final class TestTokenServer implements AutoCloseable {
    static final String ISSUER = "test issuer";
    static final String SERVICE = "test service";

    /** The scopes of each request, together. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final TestCertificate signer;
    private final String authorization;
    private final HttpServer server;

    /**
     * @param authorization the header's value that lets one in
     */
    TestTokenServer(TestCertificate signer, String authorization) throws IOException {
        this.signer = signer;
        this.authorization = authorization;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/token", this::answer);
        server.start();
    }

    String realm() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> scopes = new ArrayList<>();
            for (String parameter : exchange.getRequestURI().getRawQuery().split("&", -1)) {
                if (parameter.startsWith("scope=")) {
                    scopes.add(URLDecoder.decode(parameter.substring("scope=".length()), StandardCharsets.UTF_8));
                }
            }
            asked.add(String.join(" ", scopes));
            if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                TestRegistry.error(exchange, 401, "UNAUTHORIZED", "wrong password");
                return;
            }
            String token = new JsonWriter()
                    .object()
                    .name("token")
                    .value(token(scopes))
                    .name("expires_in")
                    .value(300)
                    .end()
                    .toString();
            TestRegistry.send(exchange, 200, token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private String token(List<String> scopes) throws GeneralSecurityException {
        JsonWriter header = new JsonWriter().object().name("typ").value("JWT");
        header.name("alg").value("ES256").name("x5c").array();
        header.value(Base64.getEncoder().encodeToString(signer.der())).end().end();
        String signed = encoded(header.bytes()) + "." + encoded(claims(scopes));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(signer.key());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encoded(signature.sign());
    }

    private static byte[] claims(List<String> scopes) {
        long now = Instant.now().getEpochSecond();
        JsonWriter claims = new JsonWriter().object().name("iss").value(ISSUER);
        claims.name("aud").value(SERVICE).name("sub").value("me").name("jti").value("1");
        claims.name("nbf").value(now - 10).name("iat").value(now).name("exp").value(now + 300);
        claims.name("access").array();
        for (String scope : scopes) {
            String[] parts = scope.split(":", -1);
            claims.object().name("type").value(parts[0]).name("name").value(parts[1]);
            claims.name("actions").value(List.of(parts[2].split(",", -1))).end();
        }
        return claims.end().end().bytes();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
