package dev.pinisi.imagetool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.OptionParser;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.Output;
import dev.pinisi.image.CancelSignal;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final CancelSignal cancel = new CancelSignal();
    private final List<RuntimeException> failures = new ArrayList<>();
    private int attempts;

    @Test
    void whatMayPassIsTriedAgainAsOftenAsAsked() throws IOException {
        fail(2, new ImageException(Kind.UNREACHABLE, "no connection"));

        assertThat(Retries.run(call("--retry-times=2", "--retry-delay=1ms"), this::attempt))
                .isEqualTo(3);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("level=warning msg=\"Failed, retrying in 0.001s ... (1/2). Error: no connection\"")
                .contains("(2/2)");
    }

    @Test
    void theLastFailureIsTheOneThatIsSeen() {
        fail(2, new ImageException(Kind.UNREACHABLE, "no connection"));

        assertThatThrownBy(() -> Retries.run(call("--retry-times=1", "--retry-delay=1ms"), this::attempt))
                .hasMessage("no connection");
        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void nothingIsRepeatedUnasked() {
        fail(1, new ImageException(Kind.UNREACHABLE, "no connection"));

        assertThatThrownBy(() -> Retries.run(call(), this::attempt)).hasMessage("no connection");
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void whatWillNotPassIsNotTriedAgain() {
        for (RuntimeException hopeless : List.of(
                new ImageException(Kind.NOT_FOUND, "no such image"),
                new ImageException(Kind.UNREACHABLE, "TLS", new SSLHandshakeException("unknown authority")),
                new Failure("wrong usage"))) {
            attempts = 0;
            failures.clear();
            fail(1, new Failure("copying", hopeless));

            assertThatThrownBy(() -> Retries.run(call("--retry-times=3"), this::attempt))
                    .hasMessageStartingWith("copying");
            assertThat(attempts).isEqualTo(1);
        }
    }

    @Test
    void thePauseEndsWithTheCommand() {
        fail(1, new ImageException(Kind.UNREACHABLE, "no connection"));
        cancel.cancel();

        assertThatThrownBy(() -> Retries.run(call("--retry-times=1", "--retry-delay=1h"), this::attempt))
                .hasMessage("cancelled");
    }

    private void fail(int times, RuntimeException failure) {
        for (int i = 0; i < times; i++) {
            failures.add(failure);
        }
    }

    private int attempt() {
        attempts++;
        if (attempts <= failures.size()) {
            throw failures.get(attempts - 1);
        }
        return attempts;
    }

    private Invocation call(String... words) {
        Console console = Console.of(new Output(told), new Output(told));
        Arguments none = OptionParser.parse(Globals.table(), List.of());
        Arguments arguments = OptionParser.parse(Retries.options(new OptionTable()), List.of(words));
        return new Invocation(
                arguments, Globals.read(none, none, Optional.empty()), console, new Log(console, false), cancel);
    }
}
