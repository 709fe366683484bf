package dev.pinisi.oci.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTimesTest {
    private static final String AFTER_NAME =
            " 1 42 42 0 -1 4194560 100 0 0 0 0 0 0 0 20 0 1 0 987654 1000 10 18446744073709551615 1 1";

    @Test
    void the_start_time_is_the_22nd_field_whatever_the_name() {
        assertThat(ProcessTimes.parse("42 (sleep) S" + AFTER_NAME)).isEqualTo(987654);
        assertThat(ProcessTimes.parse("42 (a ) Z (b) S" + AFTER_NAME)).isEqualTo(987654);
    }

    @Test
    void a_zombie_is_no_living_process() {
        assertThat(ProcessTimes.parse("42 (sleep) Z" + AFTER_NAME)).isEqualTo(ProcessTimes.NONE);
    }
}
