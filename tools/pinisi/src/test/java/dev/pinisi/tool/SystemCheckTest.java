package dev.pinisi.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.storage.Finding;
import org.junit.jupiter.api.Test;

class SystemCheckTest {
    private final Session session = new Session();

    private void find(Finding.Kind kind, String object, String problem) {
        session.engine.findings.add(new Finding(kind, object, problem));
    }

    @Test
    void a_whole_store_has_nothing_to_tell() {
        Session.Result result = session.run("system", "check");
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(session.engine.calls)
                .contains("check CheckOptions[contents=true, repair=false, force=false, unusedFor=PT0S]");
    }

    @Test
    void damage_is_told_object_by_object_and_is_a_failure() {
        find(Finding.Kind.DAMAGED, "layers/sha256-ab", "etc/os has the mode 600 instead of 644");
        find(Finding.Kind.MISSING, "images/cd", "its layer is gone");
        find(Finding.Kind.DAMAGED, "images/cd", "its manifest is damaged");
        Session.Result result = session.run("system", "check");
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.out()).isEqualTo("""
                        Damaged layer sha256-ab:
                        1 error occurred:
                        \t* etc/os has the mode 600 instead of 644

                        Damaged image cd:
                        2 errors occurred:
                        \t* its layer is gone
                        \t* its manifest is damaged

                        """);
        assertThat(result.err()).isEqualTo("Error: damage detected in local storage\n");
    }

    @Test
    void what_killed_processes_left_is_told_and_is_no_failure() {
        find(Finding.Kind.LEFTOVER, "staging/x", "left by a writer that died");
        Session.Result result = session.run("system", "check", "--quick");
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("Left over: staging/x: left by a writer that died\n");
    }

    @Test
    void a_repair_tells_what_it_removed() {
        find(Finding.Kind.LEFTOVER, "staging/x", "left by a writer that died");
        find(Finding.Kind.DAMAGED, "images/cd", "its manifest is damaged");
        Session.Result result = session.run("system", "check", "-r", "--max", "1h30m");
        assertThat(result.code()).isZero();
        assertThat(result.out()).endsWith("Deleted: staging/x\nDeleted damaged image: cd\n");
        assertThat(session.engine.calls.getFirst()).contains("repair=true, force=false, unusedFor=PT1H30M");
    }
}
