package dev.pinisi.imagetool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Words, help and failures, in skopeo's shapes. */
class CommandLineTest {
    static Iterable<String> names() {
        return Commands.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCommandHasAHelpPage(String name) {
        if (name.equals("help")) {
            return;
        }
        Session.Result page = Session.run(name, "--help").ok();
        assertThat(page.out()).contains("\nUsage:\npinisi-image " + name + " ", "\nFlags:\n", "help for " + name);
        assertThat(Session.run("help", name).ok().out()).isEqualTo(page.out());
    }

    @Test
    void theToolsPageListsItsCommandsAndGlobalFlags() {
        assertThat(Session.run("--help").ok().out())
                .contains("Available Commands:\n", "  inspect", "--override-arch ARCH", "--command-timeout duration")
                .doesNotContain("registries-conf");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            | Missing command 'pinisi-image COMMAND'
            inspekt | Unrecognized command `pinisi-image inspekt`\\n\\nDid you mean this?\\n\\tinspect
            inspect | Exactly one argument expected
            inspect --foo x | unknown flag: --foo
            inspect --raw -f x oci:x | raw output does not support format option
            inspect --creds a --no-creds docker://x/y | creds and no-creds cannot be specified at the same time
            inspect --username a docker://x/y | password must be specified when username is specified
            inspect --creds :b docker://x/y | username can't be empty
            list-tags oci:x | Unsupported transport 'oci' for tag listing. Only supported: docker, docker-archive, containers-storage
            list-tags docker://a/b:c | No tag or digest allowed in reference
            list-tags nowhere | does not specify a transport
            inspect nowhere:x | invalid image location
            --insecure-policy --require-signed inspect x | are mutually exclusive
            --command-timeout soon inspect x | invalid duration
            """)
    void wrongWordsAreRefused(String line, String message) {
        String[] words = line == null ? new String[0] : line.split(" ");
        assertThat(Session.run(words).fails(1, message).err())
                .startsWith("time=\"")
                .contains("level=fatal msg=");
    }

    @Test
    void anImageThatIsNotThereIsTheirExitCode2() {
        Session.run("inspect", "oci:/nonexistent/layout").fails(1, "Error parsing image name \\\"oci:/nonexistent");
    }

    @Test
    void theHelpPageComesBeforeSomeUsageErrors() {
        assertThat(Session.run("list-tags")
                        .fails(1, "Exactly one non-option argument expected")
                        .err())
                .startsWith("Return the list of tags");
    }

    @Test
    void controlCharactersOfMessagesDoNotReachTheTerminal() {
        assertThat(Session.run("inspect", "oci:\u001b[31m").err())
                .doesNotContain("\u001b")
                .contains("\\x1b");
    }
}
