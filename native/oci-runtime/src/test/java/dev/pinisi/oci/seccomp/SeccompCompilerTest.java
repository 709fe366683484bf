package dev.pinisi.oci.seccomp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeccompCompilerTest {
    private static final int X86_64 = 0xC000003E;
    private static final int I386 = 0x40000003;
    private static final int AARCH64 = 0xC00000B7;
    private static final int ARM = 0x40000028;
    private static final int KILL_THREAD = 0;
    private static final int ALLOW = 0x7fff0000;
    private static final int EPERM = 0x00050001;
    private static final int ENOSYS = 0x00050026;
    private static final int X32_BIT = 0x40000000;

    private static SeccompProgram compile(String machine, String json) {
        JsonCursor root = JsonCursor.parse(("{\"linux\":{\"seccomp\":" + json + "}}").getBytes(UTF_8));
        return SeccompCompiler.compile(root.field("linux").field("seccomp"), machine);
    }

    private static BpfMachine machine(String json) {
        return new BpfMachine(compile("x86_64", json).bpf());
    }

    private static String profile(String defaultAction, String syscalls) {
        return "{\"defaultAction\":\"SCMP_ACT_" + defaultAction + "\",\"syscalls\":[" + syscalls + "]}";
    }

    private static String rule(String name, String action, String rest) {
        return "{\"names\":[\"" + name + "\"],\"action\":\"SCMP_ACT_" + action + "\"" + rest + "}";
    }

    private static String arg(int index, String operator, String value) {
        return "{\"index\":" + index + ",\"op\":\"SCMP_CMP_" + operator + "\",\"value\":" + value + "}";
    }

    @Test
    void aFilterThatRefusesOneCallIsTheseInstructions() {
        byte[] bpf =
                compile("x86_64", profile("ALLOW", rule("mkdir", "ERRNO", ""))).bpf();
        assertThat(disassemble(bpf))
                .containsExactly(
                        "ld [4]",
                        "jeq #0xc000003e, 0, 5",
                        "ld [0]",
                        "jge #0x54, 1, 0",
                        "jge #0x53, 3, 4",
                        "jge #0x40000000, 0, 3",
                        "jge #0xffffffff, 2, 0",
                        "ret #0x0",
                        "ret #0x50001",
                        "ret #0x7fff0000");
    }

    @Test
    void aProfileWithoutRulesDecidesEverythingByItsDefault() {
        BpfMachine bpf = machine("{\"defaultAction\":\"SCMP_ACT_TRAP\"}");
        assertThat(bpf.run(X86_64, 0)).isEqualTo(0x00030000);
        assertThat(bpf.run(X86_64, 400)).isEqualTo(0x00030000);
        assertThat(bpf.run(I386, 0)).isEqualTo(KILL_THREAD);
    }

    @ParameterizedTest
    @CsvSource({
        "KILL, 0",
        "KILL_THREAD, 0",
        "KILL_PROCESS, 0x80000000",
        "TRAP, 0x00030000",
        "ERRNO, 0x00050001",
        "TRACE, 0x7ff00001",
        "LOG, 0x7ffc0000",
        "ALLOW, 0x7fff0000"
    })
    void everyActionBecomesItsReturnValue(String name, String value) {
        String other = name.equals("ALLOW") ? "KILL" : "ALLOW";
        assertThat(machine(profile(other, rule("read", name, ""))).run(X86_64, 0))
                .isEqualTo(Long.decode(value).intValue());
        assertThat(machine(profile(name, rule("openat2", other, ""))).run(X86_64, 0))
                .isEqualTo(Long.decode(value).intValue());
    }

    @Test
    void errorNumbersAreTheRulesOrTheProfilesOrEperm() {
        String syscalls = rule("read", "ERRNO", ",\"errnoRet\":22") + "," + rule("write", "TRACE", ",\"errnoRet\":700");
        String json = "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultErrnoRet\":38,\"syscalls\":[" + syscalls + "]}";
        BpfMachine bpf = machine(json);
        assertThat(bpf.run(X86_64, 0)).isEqualTo(0x00050016);
        assertThat(bpf.run(X86_64, 1)).isEqualTo(0x7ff00000 | 700);
        assertThat(bpf.run(X86_64, 2)).isEqualTo(0x00050026);
    }

    @Test
    void callsNewerThanTheProfileAreUnknownNotForbidden() {
        String json = profile("ERRNO", rule("openat2", "ALLOW", ""));
        BpfMachine bpf = machine(json);
        assertThat(bpf.run(X86_64, 437)).isEqualTo(ALLOW);
        assertThat(bpf.run(X86_64, 436)).isEqualTo(EPERM);
        assertThat(bpf.run(X86_64, 438)).isEqualTo(ENOSYS);
        assertThat(machine(profile("ALLOW", rule("read", "ERRNO", ""))).run(X86_64, 438))
                .isEqualTo(ALLOW);
    }

    @Test
    void architecturesThatAreNotListedAreKilled() {
        BpfMachine own = machine(profile("ALLOW", ""));
        assertThat(own.run(I386, 1)).isEqualTo(KILL_THREAD);
        assertThat(own.run(X86_64, X32_BIT | 1)).isEqualTo(KILL_THREAD);
        assertThat(own.run(X86_64, -1)).isEqualTo(ALLOW);
    }

    @Test
    void everyArchitectureHasItsOwnNumbers() {
        String json = "{\"defaultAction\":\"SCMP_ACT_KILL_PROCESS\",\"architectures\":[\"SCMP_ARCH_X86\","
                + "\"SCMP_ARCH_X32\",\"SCMP_ARCH_ARM\",\"SCMP_ARCH_S390X\"],\"syscalls\":["
                + rule("ioctl", "ALLOW", "") + "," + rule("time", "LOG", "") + "," + rule("stime", "TRAP", "") + "]}";
        BpfMachine bpf = machine(json);
        assertThat(bpf.run(X86_64, 16)).isEqualTo(ALLOW);
        assertThat(bpf.run(X86_64, X32_BIT | 514)).isEqualTo(ALLOW);
        assertThat(bpf.run(X86_64, X32_BIT | 16)).isEqualTo(0x80000000);
        assertThat(bpf.run(I386, 54)).isEqualTo(ALLOW);
        assertThat(bpf.run(I386, 13)).isEqualTo(0x7ffc0000);
        assertThat(bpf.run(X86_64, 201)).isEqualTo(0x7ffc0000);
        assertThat(bpf.run(I386, 25)).isEqualTo(0x00030000);
        assertThat(bpf.run(ARM, 54)).isEqualTo(KILL_THREAD);

        BpfMachine arm = new BpfMachine(compile("aarch64", json).bpf());
        assertThat(arm.run(AARCH64, 29)).isEqualTo(ALLOW);
        assertThat(arm.run(ARM, 54)).isEqualTo(ALLOW);
        assertThat(arm.run(I386, 54)).isEqualTo(KILL_THREAD);
    }

    @Test
    void aRuleAboutASocketCallCoversTheMultiplexerOf32BitX86() {
        String architectures = "\"architectures\":[\"SCMP_ARCH_X86\"]";
        String refuse = "{\"defaultAction\":\"SCMP_ACT_ALLOW\"," + architectures + ",\"syscalls\":["
                + rule("socket", "ERRNO", ",\"args\":[" + arg(0, "EQ", "40") + "]") + "]}";
        BpfMachine refusing = machine(refuse);
        assertThat(refusing.run(I386, 102, 1)).isEqualTo(EPERM);
        assertThat(refusing.run(I386, 102, 2)).isEqualTo(ALLOW);
        assertThat(refusing.run(I386, 359, 40)).isEqualTo(EPERM);
        assertThat(refusing.run(I386, 359, 41)).isEqualTo(ALLOW);

        String permit = "{\"defaultAction\":\"SCMP_ACT_ERRNO\"," + architectures + ",\"syscalls\":["
                + rule("socket", "ALLOW", ",\"args\":[" + arg(0, "NE", "40") + "]") + "," + rule("semop", "ALLOW", "")
                + "]}";
        BpfMachine permitting = machine(permit);
        assertThat(permitting.run(I386, 102, 1)).isEqualTo(EPERM);
        assertThat(permitting.run(I386, 117, 1)).isEqualTo(ALLOW);
        assertThat(permitting.run(I386, 117, 2)).isEqualTo(EPERM);
    }

    @Test
    void aRuleWithoutConditionsPrevailsWhateverItsPlace() {
        String narrow = rule("read", "ERRNO", ",\"errnoRet\":5,\"args\":[" + arg(0, "EQ", "1") + "]");
        String broad = rule("read", "ALLOW", "");
        assertThat(machine(profile("KILL", narrow + "," + broad)).run(X86_64, 0, 1))
                .isEqualTo(ALLOW);
        assertThat(machine(profile("KILL", broad + "," + narrow)).run(X86_64, 0, 1))
                .isEqualTo(ALLOW);
        assertThat(machine(profile("ALLOW", broad + "," + narrow)).run(X86_64, 0, 1))
                .isEqualTo(0x00050005);
    }

    @Test
    void conditionsOnOneArgumentAreAlternatives() {
        String args = ",\"args\":[" + arg(0, "EQ", "1") + "," + arg(0, "EQ", "2") + "]";
        BpfMachine bpf = machine(profile("ERRNO", rule("read", "ALLOW", args)));
        assertThat(bpf.run(X86_64, 0, 1)).isEqualTo(ALLOW);
        assertThat(bpf.run(X86_64, 0, 2)).isEqualTo(ALLOW);
        assertThat(bpf.run(X86_64, 0, 3)).isEqualTo(EPERM);
    }

    @Test
    void randomProfilesMeanWhatTheirRulesSay() {
        Random random = new Random(20260101);
        Map<String, Integer> wide = numbers(Architecture.X86_64);
        Map<String, Integer> narrow = numbers(Architecture.X86);
        List<String> names = List.of("read", "write", "open", "close", "stat", "lseek", "mmap", "dup", "no_such_call");
        int longest = 0;
        for (int round = 0; round < 300; round++) {
            ProfileOracle oracle = ProfileOracle.random(random, names, 1 + random.nextInt(round < 250 ? 12 : 120));
            SeccompProgram program = compile("x86_64", oracle.json("\"SCMP_ARCH_X86\""));
            longest = Math.max(longest, program.length());
            BpfMachine bpf = new BpfMachine(program.bpf());
            for (int call = 0; call < 300; call++) {
                String name = names.get(random.nextInt(names.size() - 1));
                long[] arguments = new long[6];
                long[] halves = new long[6];
                for (int i = 0; i < 6; i++) {
                    arguments[i] = ProfileOracle.value(random);
                    halves[i] = arguments[i] & 0xffffffffL;
                }
                if (wide.get(name) <= newest(oracle, wide)) {
                    assertThat(bpf.run(X86_64, wide.get(name), arguments)).isEqualTo(oracle.verdict(name, arguments));
                }
                if (narrow.get(name) <= newest(oracle, narrow)) {
                    assertThat(bpf.run(I386, narrow.get(name), halves))
                            .isEqualTo(narrowed(oracle).verdict(name, halves));
                }
            }
        }
        assertThat(longest).as("instructions, so that long jumps were needed").isGreaterThan(1000);
    }

    private static Map<String, Integer> numbers(Architecture architecture) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String text : architecture.syscalls()) {
            int next = 0;
            for (String word : text.split("\\s+")) {
                if (Character.isDigit(word.charAt(0))) {
                    next = Integer.parseInt(word);
                } else {
                    numbers.putIfAbsent(word, next++);
                }
            }
        }
        return numbers;
    }

    private static int newest(ProfileOracle oracle, Map<String, Integer> table) {
        return oracle.entries().stream()
                .mapToInt(entry -> table.getOrDefault(entry.name(), -1))
                .max()
                .orElse(-1);
    }

    private static ProfileOracle narrowed(ProfileOracle wide) {
        return new ProfileOracle(
                wide.defaultErrno(),
                wide.entries().stream()
                        .map(e -> new ProfileOracle.Entry(
                                e.name(),
                                e.errno(),
                                e.args().stream()
                                        .map(a -> new ProfileOracle.Arg(
                                                a.index(),
                                                a.operator(),
                                                a.value() & 0xffffffffL,
                                                a.valueTwo() & 0xffffffffL))
                                        .toList()))
                        .toList());
    }

    @Test
    void hundredsOfScatteredCallsCostFewInstructionsEach() {
        StringBuilder names = new StringBuilder();
        for (String token : X86Syscalls.X86_64.split("\\s+")) {
            if (token.charAt(0) >= 'a' && token.hashCode() % 3 != 0) {
                names.append(names.isEmpty() ? "" : ",")
                        .append('"')
                        .append(token)
                        .append('"');
            }
        }
        BpfMachine bpf = machine("{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"syscalls\":[{\"names\":[" + names
                + "],\"action\":\"SCMP_ACT_ALLOW\"}]}");
        for (int number = 0; number < 500; number++) {
            bpf.run(X86_64, number);
            assertThat(bpf.executed()).isLessThanOrEqualTo(14);
        }
    }

    @Test
    void flagsAreReadAndSpeculationIsLeftAloneWithoutThem() {
        String open = "{\"defaultAction\":\"SCMP_ACT_ALLOW\"";
        assertThat(compile("x86_64", open + "}").flags()).isEqualTo(4);
        assertThat(compile("x86_64", open + ",\"flags\":[]}").flags()).isZero();
        String all = ",\"flags\":[\"SECCOMP_FILTER_FLAG_LOG\",\"SECCOMP_FILTER_FLAG_TSYNC\"]}";
        assertThat(compile("x86_64", open + all).flags()).isEqualTo(2);
        String notify = open + ",\"listenerPath\":\"/run/l\",\"flags\":[\"SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV\"],"
                + "\"syscalls\":[" + rule("mkdir", "NOTIFY", "") + "]}";
        SeccompProgram program = compile("x86_64", notify);
        assertThat(program.flags()).isEqualTo(8 | 32);
        assertThat(program.notifies()).isTrue();
        assertThat(new BpfMachine(program.bpf()).run(X86_64, 83)).isEqualTo(0x7fc00000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}| linux.seccomp.defaultAction: missing",
                "{\"defaultAction\":\"DENY\"}| linux.seccomp.defaultAction: unknown action \"DENY\"",
                "{\"defaultAction\":\"SCMP_ACT_NOTIFY\"}| linux.seccomp.defaultAction: SCMP_ACT_NOTIFY can only",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"defaultErrnoRet\":1}| linux.seccomp.defaultErrnoRet: action",
                "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultErrnoRet\":4096}| linux.seccomp.defaultErrnoRet: 4096",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"architectures\":[\"Z80\"]}| linux.seccomp.architectures[0]: unk",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"flags\":[\"FAST\"]}| linux.seccomp.flags[0]: unknown flag",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[]}]}| linux.seccomp.syscalls[0].names: at",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"read\"],\"action\":\"SCMP_ACT_ERRNO\","
                        + "\"args\":[{\"index\":6}]}]}| linux.seccomp.syscalls[0].args[0].index: a system call has",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"read\"],\"action\":\"SCMP_ACT_ERRNO\","
                        + "\"args\":[{\"index\":0,\"op\":\"<\"}]}]}| linux.seccomp.syscalls[0].args[0].op: unknown",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"read\"],\"action\":\"SCMP_ACT_NOTIFY\""
                        + "}]}| linux.seccomp.listenerPath: missing",
            })
    void aWrongProfileIsNamedByItsPath(String json, String message) {
        assertThatThrownBy(() -> compile("x86_64", json))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aProfileTooLongForTheKernelIsRefused() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 1100; i++) {
            rules.append(i == 0 ? "" : ",").append(rule("read", "ALLOW", ",\"args\":[" + arg(0, "EQ", "" + i) + "]"));
        }
        assertThatThrownBy(() -> machine(profile("ERRNO", rules.toString())))
                .hasMessageContaining("the kernel allows 4096");
    }

    @Test
    void namesThatLookLikeATablesInsideAreJustUnknown() {
        String odd = rule("socket 2 bind", "ALLOW", "") + "," + rule("1", "ALLOW", "") + "," + rule("", "ALLOW", "");
        String json = "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"architectures\":[\"SCMP_ARCH_X86\"],\"syscalls\":[" + odd
                + "]}";
        assertThat(machine(json).run(I386, 102, 1)).isEqualTo(EPERM);
    }

    private static List<String> disassemble(byte[] bpf) {
        String[] lines = new String[bpf.length / 8];
        for (int i = 0; i < lines.length; i++) {
            int operand = java.nio.ByteBuffer.wrap(bpf, 8 * i + 4, 4)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            String hex = "#0x" + Integer.toHexString(operand);
            String branches = ", " + (bpf[8 * i + 2] & 0xff) + ", " + (bpf[8 * i + 3] & 0xff);
            lines[i] = switch (bpf[8 * i]) {
                case 0x20 -> "ld [" + operand + "]";
                case 0x15 -> "jeq " + hex + branches;
                case 0x25 -> "jgt " + hex + branches;
                case 0x35 -> "jge " + hex + branches;
                case 0x05 -> "ja " + operand;
                case 0x06 -> "ret " + hex;
                default -> "?";
            };
        }
        return List.of(lines);
    }
}
