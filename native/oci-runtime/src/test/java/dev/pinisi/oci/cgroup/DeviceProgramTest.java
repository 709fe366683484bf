package dev.pinisi.oci.cgroup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviceProgramTest {
    private static final int BLOCK = 1;
    private static final int CHARACTER = 2;
    private static final int MKNOD = 1;
    private static final int READ = 2;
    private static final int WRITE = 4;

    private static List<DeviceRule> rules(String json) {
        return DeviceRule.read(JsonCursor.parse(json.getBytes(UTF_8)));
    }

    private static boolean allows(List<DeviceRule> rules, int type, int access, int major, int minor) {
        return run(DeviceProgram.assemble(rules), access << 16 | type, major, minor) == 1;
    }

    @Test
    void withoutRulesTheUsualDevicesWorkAndOthersMayOnlyBeMade() {
        List<DeviceRule> rules = rules("[]");
        assertThat(allows(rules, CHARACTER, READ | WRITE | MKNOD, 1, 3)).isTrue();
        assertThat(allows(rules, CHARACTER, READ | WRITE, 136, 7)).isTrue();
        assertThat(allows(rules, BLOCK, MKNOD, 8, 0)).isTrue();
        assertThat(allows(rules, BLOCK, READ, 8, 0)).isFalse();
        assertThat(allows(rules, CHARACTER, READ, 10, 200)).isFalse();
    }

    @Test
    void theLastRuleThatIsAboutAnAccessCounts() {
        List<DeviceRule> rules = rules("[{\"allow\":true},{\"allow\":false,\"type\":\"b\",\"access\":\"w\"},"
                + "{\"allow\":true,\"type\":\"b\",\"major\":8,\"minor\":1,\"access\":\"rw\"}]");
        assertThat(allows(rules, BLOCK, READ, 8, 0)).isTrue();
        assertThat(allows(rules, BLOCK, WRITE, 8, 0)).isFalse();
        assertThat(allows(rules, BLOCK, READ | WRITE, 8, 0)).isFalse();
        assertThat(allows(rules, BLOCK, READ | WRITE, 8, 1)).isTrue();
        assertThat(allows(rules, CHARACTER, WRITE, 9, 9)).isTrue();
    }

    @Test
    void rulesThatAllowPartsTogetherAllowTheWhole() {
        List<DeviceRule> rules = rules("[{\"allow\":true,\"type\":\"b\",\"major\":8,\"access\":\"r\"},"
                + "{\"allow\":true,\"type\":\"b\",\"major\":8,\"minor\":0,\"access\":\"w\"}]");
        assertThat(allows(rules, BLOCK, READ | WRITE, 8, 0)).isTrue();
        assertThat(allows(rules, BLOCK, READ | WRITE, 8, 1)).isFalse();
    }

    @Test
    void randomRulesDecideAsAReaderOfTheListWould() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            StringBuilder json = new StringBuilder("[");
            for (int i = 0; i < random.nextInt(8); i++) {
                json.append(json.length() == 1 ? "" : ",").append(randomRule(random));
            }
            List<DeviceRule> rules = rules(json.append("]").toString());
            for (int call = 0; call < 200; call++) {
                int type = 1 + random.nextInt(2);
                int access = 1 + random.nextInt(7);
                int major = random.nextInt(3);
                int minor = random.nextInt(3);
                assertThat(allows(rules, type, access, major, minor))
                        .as("%s %s %s %s:%s", json, type, access, major, minor)
                        .isEqualTo(decide(rules, type, access, major, minor));
            }
        }
    }

    private static String randomRule(Random random) {
        String type = List.of("a", "b", "c").get(random.nextInt(3));
        String access = List.of("r", "w", "m", "rw", "rwm").get(random.nextInt(5));
        return "{\"allow\":" + random.nextBoolean() + ",\"type\":\"" + type + "\",\"major\":" + (random.nextInt(4) - 1)
                + ",\"minor\":" + (random.nextInt(4) - 1) + ",\"access\":\"" + access + "\"}";
    }

    private static boolean decide(List<DeviceRule> rules, int type, int access, int major, int minor) {
        for (int bit : new int[] {MKNOD, READ, WRITE}) {
            boolean allowed = false;
            for (DeviceRule rule : rules) {
                boolean about = (rule.types() & type) != 0
                        && (rule.access() & bit) != 0
                        && (rule.major() < 0 || rule.major() == major)
                        && (rule.minor() < 0 || rule.minor() == minor);
                allowed = about ? rule.allow() : allowed;
            }
            if ((access & bit) != 0 && !allowed) {
                return false;
            }
        }
        return true;
    }

    /** Interprets the few instructions in use; every instruction must be reachable, as the kernel's verifier demands. */
    private static long run(byte[] program, long... context) {
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        long[] registers = new long[11];
        for (int at = 0; ; at++) {
            int opcode = program[8 * at] & 0xff;
            int to = program[8 * at + 1] & 15;
            int from = program[8 * at + 1] >> 4;
            int offset = code.getShort(8 * at + 2);
            long immediate = code.getInt(8 * at + 4);
            switch (opcode) {
                case 0x61 -> registers[to] = context[offset / 4];
                case 0xb7 -> registers[to] = immediate;
                case 0xbf -> registers[to] = registers[from];
                case 0x57 -> registers[to] &= immediate;
                case 0x77 -> registers[to] >>>= immediate;
                case 0x05 -> at += offset;
                case 0x55 -> at += registers[to] != immediate ? offset : 0;
                case 0x45 -> at += (registers[to] & immediate) != 0 ? offset : 0;
                case 0x95 -> {
                    return registers[0];
                }
                default -> throw new IllegalStateException("opcode " + opcode);
            }
        }
    }
}
