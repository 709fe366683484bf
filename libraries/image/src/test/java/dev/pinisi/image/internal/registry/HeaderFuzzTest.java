package dev.pinisi.image.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.Mutations;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What registries put into headers is read, or refused by name, whatever it is. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HeaderFuzzTest {
    private static final int ROUNDS = 50_000;
    private static final URI BASE = URI.create("https://r.example/v2/a/tags/list?n=2");

    @Test
    void challenges() {
        Mutations texts = new Mutations(
                1,
                "Bearer realm=\"https://auth.example/token\",service=\"s\",scope=\"repository:a/b:pull,push\"",
                "Basic realm=\"a \\\"quoted\\\" one\", Bearer realm=x",
                "Negotiate");
        for (int i = 0; i < ROUNDS; i++) {
            for (Challenge challenge : Challenge.parse(texts.next())) {
                assertThat(challenge.scheme()).isNotEmpty();
                assertThat(Scopes.parse(challenge.parameter("scope")).list()).doesNotContain("");
            }
        }
    }

    @Test
    void links_lead_nowhere_else() {
        Mutations texts = new Mutations(
                2,
                "</v2/a/tags/list?last=b&n=2>; rel=\"next\"",
                "<https://r.example/v2/x>; rel=next, <https://evil.example/>; rel=\"next\"",
                "<//evil.example/x>;rel=next",
                "<file:///etc/passwd>; rel=next");
        for (int i = 0; i < ROUNDS; i++) {
            Optional<URI> next = Links.next(texts.next(), BASE);
            next.ifPresent(uri -> assertThat(uri.getHost()).isEqualTo("r.example"));
            next.ifPresent(uri -> assertThat(uri.getScheme()).isIn("http", "https"));
        }
    }

    @Test
    void ranges() {
        Mutations texts = new Mutations(3, "0-1023", "bytes=0-1", "0-9223372036854775807", "0-");
        for (int i = 0; i < ROUNDS; i++) {
            try {
                assertThat(ByteRange.received(texts.next())).isNotNegative();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("the registry says");
            }
        }
    }

    @Test
    void locations_of_uploads() {
        Mutations texts = new Mutations(
                4,
                "/v2/a/blobs/uploads/1?_state=a%2Fb&x=",
                "https://r.example:5000/u?",
                "http://r.example/u/1",
                "//[fd00::1]:80/x",
                "?only=query");
        for (int i = 0; i < ROUNDS; i++) {
            try {
                URI location = UploadLocation.of(BASE, texts.next());
                assertThat(location.getScheme()).isIn("http", "https");
                URI end = UploadLocation.withParameter(location, "digest", "sha256:00");
                assertThat(end.getRawQuery()).endsWith("digest=sha256:00");
                assertThat(end.getHost()).isEqualTo(location.getHost());
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("upload goes on");
            }
        }
    }

    @Test
    void scopes() {
        Mutations texts =
                new Mutations(5, "repository:a/b:pull,push", "registry:catalog:*", "repository:h:5000/a:pull a b:c");
        for (int i = 0; i < ROUNDS; i++) {
            Scopes scopes = Scopes.parse(texts.next());
            assertThat(scopes.and(scopes)).isEqualTo(scopes);
        }
    }
}
