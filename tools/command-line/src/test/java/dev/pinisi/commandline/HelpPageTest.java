package dev.pinisi.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HelpPageTest {
    @Test
    void a_page_has_podmans_sections_and_columns() {
        Manual manual = new Manual(
                "Stop one or more containers",
                "Stops containers.\n\nThe timeout is 10 seconds.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("stop ctrID"));
        OptionTable options = new OptionTable()
                .integer("time,t", "Seconds to wait", "10")
                .flag("all,a", "Stop all")
                .string("arch", "use `ARCH` instead")
                .string("signal", "Signal", "KILL")
                .unsupported("latest");
        assertThat(HelpPage.of("pinisi", "stop", manual, options)).isEqualTo("""
                Stop one or more containers

                Description:
                  Stops containers.

                  The timeout is 10 seconds.

                Usage:
                  pinisi stop [options] CONTAINER [CONTAINER...]

                Examples:
                  pinisi stop ctrID

                Options:
                  -a, --all             Stop all
                      --arch ARCH       use ARCH instead
                      --signal string   Signal (default "KILL")
                  -t, --time int        Seconds to wait (default 10)
                """);
    }

    @Test
    void a_group_lists_its_commands() {
        assertThat(HelpPage.ofGroup(
                        "pinisi image", "Manage images", List.of("ls", "List", "inspect", "Show"), new OptionTable()))
                .isEqualTo("""
                Manage images

                Usage:
                  pinisi image [command]

                Available Commands:
                  ls      List
                  inspect Show
                """);
    }
}
