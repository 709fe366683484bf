package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultSeccompTest {
    private static JsonCursor resolve(String architecture, List<String> capabilities) {
        return JsonCursor.parse(
                DefaultSeccomp.resolve(architecture, capabilities).getBytes(StandardCharsets.UTF_8));
    }

    /** The actions of all rules for a system call, arguments not looked at. */
    private static List<String> actions(JsonCursor profile, String call) {
        List<String> actions = new ArrayList<>();
        for (JsonCursor rule : profile.field("syscalls").elements()) {
            if (rule.field("names").strings().contains(call)) {
                actions.add(rule.field("action").string());
            }
        }
        return actions;
    }

    @Test
    void what_is_not_named_fails_as_if_the_kernel_did_not_have_it() {
        JsonCursor profile = resolve("amd64", List.of());
        assertThat(profile.field("defaultAction").string()).isEqualTo("SCMP_ACT_ERRNO");
        assertThat(profile.field("defaultErrnoRet").intValue()).isEqualTo(38);
        assertThat(actions(profile, "openat")).containsExactly("SCMP_ACT_ALLOW");
        assertThat(actions(profile, "no_such_call")).isEmpty();
    }

    @Test
    void a_capability_opens_its_calls() {
        assertThat(actions(resolve("amd64", List.of()), "quotactl")).containsExactly("SCMP_ACT_ERRNO");
        assertThat(actions(resolve("amd64", List.of("CAP_SYS_ADMIN")), "quotactl"))
                .containsExactly("SCMP_ACT_ALLOW");
        assertThat(actions(resolve("amd64", List.of("CAP_SYS_MODULE")), "init_module"))
                .containsExactly("SCMP_ACT_ALLOW");
    }

    @Test
    void one_of_several_capabilities_is_enough_to_leave_a_refusal_out() {
        assertThat(actions(resolve("amd64", List.of("CAP_BPF")), "bpf")).containsExactly("SCMP_ACT_ALLOW");
        assertThat(actions(resolve("amd64", List.of()), "bpf")).containsExactly("SCMP_ACT_ERRNO");
    }

    @Test
    void an_architecture_has_its_own_calls() {
        assertThat(actions(resolve("amd64", List.of()), "arch_prctl")).containsExactly("SCMP_ACT_ALLOW");
        assertThat(actions(resolve("arm64", List.of()), "arch_prctl")).isEmpty();
        assertThat(resolve("arm64", List.of()).field("architectures").strings())
                .containsExactly("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM");
    }

    /** If this fails, the rules were changed: count {@link DefaultSeccomp#VERSION} up, then put the new hash here. */
    @Test
    void the_version_is_that_of_the_rules() {
        int hash = DefaultSeccomp.resolve("amd64", List.of()).hashCode();
        assertThat(DefaultSeccomp.VERSION + ":" + hash).isEqualTo("1:-938411694");
    }

    @Test
    void what_was_kept_is_what_would_be_resolved(@TempDir Path directory) {
        SeccompCache cache = new SeccompCache(directory);
        List<String> capabilities = List.of("CAP_CHOWN", "CAP_SYS_CHROOT");
        String first = cache.resolve("amd64", capabilities);
        assertThat(cache.resolve("amd64", capabilities))
                .isEqualTo(first)
                .isEqualTo(DefaultSeccomp.resolve("amd64", capabilities));
        assertThat(cache.resolve("amd64", List.of("CAP_CHOWN"))).isNotEqualTo(first);
    }

    @Test
    void many_may_keep_the_same_at_once(@TempDir Path directory) throws Exception {
        String expected = DefaultSeccomp.resolve("amd64", List.of());
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 20; round++) {
                Path fresh = directory.resolve("round-" + round);
                List<Callable<String>> all =
                        Collections.nCopies(8, () -> new SeccompCache(fresh).resolve("amd64", List.of()));
                for (Future<String> one : threads.invokeAll(all)) {
                    assertThat(one.get()).isEqualTo(expected);
                }
                assertThat(fresh.resolve("seccomp").toFile().list()).hasSize(1);
            }
        }
    }

    @Test
    void conditions_on_arguments_are_kept() {
        List<JsonCursor> personality = resolve("amd64", List.of()).field("syscalls").elements().stream()
                .filter(rule -> rule.field("names").strings().contains("personality"))
                .toList();
        assertThat(personality).hasSize(5);
        JsonCursor last = personality.getLast().field("args").elements().getFirst();
        assertThat(last.field("index").intValue()).isZero();
        assertThat(last.field("value").longValue()).isEqualTo(0xffffffffL);
        assertThat(last.field("op").string()).isEqualTo("SCMP_CMP_EQ");
        JsonCursor audit = resolve("amd64", List.of()).field("syscalls").elements().stream()
                .filter(rule -> rule.field("args").elements().size() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(audit.field("args").elements().get(1).field("value").longValue())
                .isEqualTo(9);
    }
}
