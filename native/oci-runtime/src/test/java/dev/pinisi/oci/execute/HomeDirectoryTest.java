package dev.pinisi.oci.execute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HomeDirectoryTest {
    private static final String PASSWD = "root:x:0:0:root:/root:/bin/sh\nbroken\nweb:x:1000:1000::/srv/web:/bin/sh";

    @Test
    void it_is_found_by_the_user_id() {
        assertThat(HomeDirectory.of(PASSWD, "0")).isEqualTo("/root");
        assertThat(HomeDirectory.of(PASSWD, "1000")).isEqualTo("/srv/web");
    }

    @Test
    void unknown_users_live_in_the_root() {
        assertThat(HomeDirectory.of(PASSWD, "5")).isEqualTo("/");
        assertThat(HomeDirectory.of("", "0")).isEqualTo("/");
    }
}
