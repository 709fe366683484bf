package dev.pinisi.oci.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.oci.execute.ContainerException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
    private static final String TABLE = """
            UID          PID    PPID CMD
            root           1       0 init
            root          12       1 sh -c 34
            daemon        34      12 sleep 12
            """;

    @Test
    void lines_are_chosen_by_the_column_of_process_ids() {
        assertThat(ProcessTable.chosen(TABLE, List.of(12, 99))).isEqualTo("""
                UID          PID    PPID CMD
                root          12       1 sh -c 34
                """);
    }

    @Test
    void a_table_without_that_column_is_an_error() {
        assertThatThrownBy(() -> ProcessTable.chosen("CMD\ninit\n", List.of(1)))
                .isInstanceOf(ContainerException.class)
                .hasMessageContaining("no column PID");
    }
}
