package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets one line that names the thing, and podman's exit code. */
class ErrorsTest {
    private static Host host;

    @BeforeAll
    static void start() {
        host = Host.start();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frobnicate | 125 | frobnicate",
                "run --no-such-flag localhost/busybox | 125 | unknown flag: --no-such-flag",
                "ps -Z | 125 | unknown shorthand flag: 'Z'",
                "run | 125 | requires at least 1 arg",
                "run Not/A/Reference:x | 125 | Not/A/Reference",
                "run --pull never localhost/nothing true | 125 | localhost/nothing",
                "run -v /no/such/folder:/x localhost/busybox true | 125 | /no/such/folder",
                "run --memory lots localhost/busybox true | 125 | lots",
                "run -p 99999:80 localhost/busybox true | 125 | 99999",
                "run --cap-add CAP_NOTHING localhost/busybox true | 125 | CAP_NOTHING",
                "run --network nowhere localhost/busybox true | 125 | nowhere",
                "run --runtime /no/such/runtime localhost/busybox true | 125 | /no/such/runtime",
                "run --name -bad- localhost/busybox true | 125 | -bad-",
                "run --restart always localhost/busybox true | 125 | restart",
                "run --storage-driver frob localhost/busybox true | 125 | frob",
                "--storage-driver frob ps | 125 | frob",
                "run -v /tmp:/t:bogus localhost/busybox true | 125 | bogus",
                "run --sysctl kernel.hostname=x localhost/busybox true | 125 | kernel.hostname",
                "run --tz No/Where localhost/busybox true | 125 | No/Where",
                "run --expose x localhost/busybox true | 125 | x",
                "run --mac-address bad localhost/busybox true | 125 | bad",
                "run --user nobodyknows localhost/busybox true | 126 | nobodyknows",
                "run Bad:::Ref true | 125 | Bad:::Ref",
                "exec nothing true | 125 | nothing",
                "logs nothing | 125 | nothing",
                "stop nothing | 125 | nothing",
                "rm nothing | 1 | nothing",
                "rmi nothing | 1 | nothing",
                "inspect nothing | 125 | nothing",
                "ps --filter nonsense=1 | 125 | nonsense",
                "version --format {{.Nothing}} | 125 | Nothing",
                "load --input /no/such/file | 125 | /no/such/file",
                "save localhost/nothing | 125 | localhost/nothing",
                "pull oci:/no/such/layout | 125 | /no/such/layout",
            })
    void theErrorNamesTheThing(String arguments, int exit, String word) {
        Result result = host.pinisi(arguments.split(" ")).failsWith(exit, word);
        List<String> lines = result.err().lines().toList();
        assertThat(lines).hasSizeBetween(1, 2);
        assertThat(lines.getFirst()).startsWith("Error: ");
    }
}
