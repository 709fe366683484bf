package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a command did.
 *
 * @param exit its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Result(String command, int exit, String out, String err) {

    /** The first line of the output, checked to have come from a command that went well. */
    String line() {
        ok();
        return out.lines().findFirst().orElse("");
    }

    Result ok() {
        return exitsWith(0);
    }

    Result exitsWith(int code) {
        assertThat(exit)
                .as("exit code of %s%nout: %s%nerr: %s", command, out, err)
                .isEqualTo(code);
        return this;
    }

    Result prints(String text) {
        assertThat(out).as("output of %s (err: %s)", command, err).contains(text);
        return this;
    }

    /** Fails as podman does, with one line that holds all these words. */
    Result failsWith(int code, String... words) {
        exitsWith(code);
        assertThat(err).as("error of %s", command).contains(words).doesNotContain("\tat ");
        return this;
    }
}
