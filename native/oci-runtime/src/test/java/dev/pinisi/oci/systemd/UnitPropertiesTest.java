package dev.pinisi.oci.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitPropertiesTest {
    private static List<String> limits(String resources, boolean unified) {
        BusWriter out = new BusWriter();
        UnitProperties properties = new UnitProperties(out);
        UnitLimits.write(JsonCursor.parse(resources.getBytes(StandardCharsets.UTF_8)), unified, properties);
        properties.end();
        return read(out);
    }

    private static List<String> annotations(String name, String value) {
        BusWriter out = new BusWriter();
        UnitProperties properties = new UnitProperties(out);
        UnitAnnotations.write(Map.of("org.systemd.property." + name, value, "other", "x"), properties);
        properties.end();
        return read(out);
    }

    /** Each property as {@code NAME TYPE VALUE}. */
    private static List<String> read(BusWriter out) {
        byte[] bytes = out.toBytes();
        BusReader in = new BusReader(bytes, 0, bytes.length);
        in.uint32();
        List<String> properties = new ArrayList<>();
        while (!in.atEnd()) {
            String name = in.align(8).string();
            String type = in.signature();
            properties.add(name + " " + type + " " + value(in, type));
        }
        return properties;
    }

    private static String value(BusReader in, String type) {
        return switch (type) {
            case "s" -> in.string();
            case "b", "u", "i" -> Integer.toString(in.uint32());
            case "t", "x" ->
                Long.toUnsignedString(Integer.toUnsignedLong(in.align(8).uint32()) | ((long) in.uint32() << 32));
            case "ay" -> octets(in, in.uint32());
            case "as" -> strings(in, in.uint32());
            default -> throw new AssertionError(type);
        };
    }

    private static String octets(BusReader in, int count) {
        List<String> octets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            octets.add(Integer.toString(in.octet()));
        }
        return String.join(",", octets);
    }

    private static String strings(BusReader in, int bytes) {
        List<String> strings = new ArrayList<>();
        int end = in.position() + bytes;
        while (in.position() < end) {
            strings.add(in.string());
        }
        return String.join(",", strings);
    }

    @Test
    void limits_have_the_names_of_the_version() {
        String resources = "{\"memory\":{\"limit\":4096,\"swap\":8192,\"reservation\":2048},\"pids\":{\"limit\":-1},"
                + "\"cpu\":{\"shares\":1024,\"quota\":50000,\"period\":100000,\"cpus\":\"0,2\"},"
                + "\"blockIO\":{\"weight\":10}}";
        assertThat(limits(resources, true))
                .containsExactly(
                        "MemoryMax t 4096",
                        "MemoryLow t 2048",
                        "MemorySwapMax t 4096",
                        "CPUWeight t 100",
                        "CPUQuotaPeriodUSec t 100000",
                        "CPUQuotaPerSecUSec t 500000",
                        "AllowedCPUs ay 5,0,0,0,0,0,0,0",
                        "TasksMax t 18446744073709551615",
                        "IOWeight t 1");
        assertThat(limits(resources, false))
                .containsExactly(
                        "MemoryLimit t 4096",
                        "CPUShares t 1024",
                        "CPUQuotaPeriodUSec t 100000",
                        "CPUQuotaPerSecUSec t 500000",
                        "TasksMax t 18446744073709551615",
                        "BlockIOWeight t 10");
    }

    @Test
    void quotas_are_rounded_up_to_what_systemd_keeps() {
        assertThat(UnitLimits.quotaASecond(33333, 100000)).isEqualTo(340_000);
        assertThat(UnitLimits.quotaASecond(-1, 100000)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CollectMode     | 'inactive-or-failed' | CollectMode s inactive-or-failed
                    SendSIGHUP      | true                 | SendSIGHUP b 1
                    TimeoutStopUSec | uint64 5000000       | TimeoutStopUSec t 5000000
                    TimeoutStopSec  | uint64 5             | TimeoutStopUSec t 5000000
                    Weight          | 7                    | Weight i 7
                    After           | ['a.slice', "b c"]   | After as a.slice,b c
                    """)
    void annotations_become_properties(String name, String value, String property) {
        assertThat(annotations(name, value)).containsExactly(property);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"'open", "word", "[x]", "float 5", "uint64 x"})
    void an_annotation_that_is_no_value_is_an_error(String value) {
        assertThatThrownBy(() -> annotations("Name", value))
                .isInstanceOf(BusException.class)
                .hasMessageStartingWith("annotation org.systemd.property.Name: ");
    }

    @Test
    void addresses_of_sockets_are_found_among_others() {
        assertThat(BusAddress.paths("tcp:host=x;unix:abstract=y;unix:path=/run/a%20b,guid=1;unix:guid=2,path=/c"))
                .containsExactly("/run/a b", "/c");
    }
}
