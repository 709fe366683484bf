package dev.pinisi.image.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectHostsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | localhost        | 5000 | true",
                "''                    | 127.0.0.1        | 80   | true",
                "''                    | ::1              | 80   | true",
                "''                    | r.example        | 443  | false",
                "r.example             | r.example        | 443  | true",
                "R.Example             | r.EXAMPLE        | 443  | true",
                "r.example             | a.r.example      | 443  | true",
                "r.example             | evil-r.example   | 443  | false",
                ".example              | r.example        | 443  | true",
                ".example              | example          | 443  | false",
                "*.example             | r.example        | 443  | true",
                "r.example:5000        | r.example        | 5000 | true",
                "r.example:5000        | r.example        | 443  | false",
                "10.0.0.0/8            | 10.1.2.3         | 443  | true",
                "10.0.0.0/8            | 11.1.2.3         | 443  | false",
                "10.0.0.0/9            | 10.200.0.1       | 443  | false",
                "10.0.0.0/99           | 10.0.0.0         | 443  | false",
                "10.0.0.0/-1           | 10.0.0.0         | 443  | false",
                "fd12:0:0::1           | fd12::1          | 443  | true",
                "10.0.0.0/x            | 10.0.0.0         | 443  | false",
                "fd00::/8              | fd12::1          | 443  | true",
                "fd00::/8              | 10.1.2.3         | 443  | false",
                "10.1.2.3              | 10.1.2.3         | 443  | true",
                "[fd12::1]:5000        | fd12::1          | 5000 | true",
                "[fd12::1]:5000        | fd12::1          | 443  | false",
                "a.example ,, *        | r.example        | 443  | true",
            })
    void entries_match_as_go_matches_them(String entries, String host, int port, boolean direct) {
        assertThat(DirectHosts.parse(entries).contains(host, port)).isEqualTo(direct);
    }
}
