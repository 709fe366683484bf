package dev.pinisi.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static Json parse(String text) {
        return Json.parse(text.getBytes(UTF_8));
    }

    @Test
    void numbersKeepTheirText() {
        assertThat(parse("18446744073709551615")).isEqualTo(new Json.Num("18446744073709551615"));
        assertThat(parse("-0.50e+3")).isEqualTo(new Json.Num("-0.50e+3"));
    }

    @Test
    void escapesAndUtf8AreDecoded() {
        assertThat(parse("\"a\\n\\u00e9\\ud83d\\ude00é😀\\\\\"")).isEqualTo(new Json.Str("a\né😀é😀\\"));
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(parse("\ufeff[]")).isEqualTo(new Json.Arr(List.of()));
    }

    @Test
    void membersKeepTheirOrderAndTheLastOfAKindCounts() {
        Json.Obj object = (Json.Obj) parse("{\"b\":1,\"a\":2,\"b\":3}");
        assertThat(object.members())
                .containsExactly(Map.entry("b", new Json.Num("3")), Map.entry("a", new Json.Num("2")));
    }

    @Test
    void anAmbiguousDocumentIsRefusedWhereItMatters() {
        byte[] twice = "{\"a\":{\"b\":1,\"b\":1}}".getBytes(UTF_8);

        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parseUnambiguous(twice, JsonLimits.DEFAULT))
                .withMessageContaining("the member \"b\" stands there twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\"}",
                "{\"a\":1,}",
                "01",
                "1.",
                "-",
                "1e",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a",
                "tru",
                "nul",
                "[1 2]",
                "{} {}",
                "\"\u0001\"",
                "'a'",
                "+1",
                ".5",
                "[",
                "\"\\"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> parse(text))
                .withMessageStartingWith("byte ");
    }

    @Test
    void depthAndSizeAreBounded() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> parse("[".repeat(200_000)))
                .withMessage("byte 129: nested deeper than 128 levels");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse(new byte[11], new JsonLimits(10, 4)))
                .withMessage("document of 11 bytes exceeds the limit of 10");
    }

    @Test
    void anyDamageToADocumentIsRefusedOrParsedButNeverCrashes() {
        byte[] good = "{\"a\":[1,-2.5e3,true,null,\"x\\u0041\"],\"b\":{\"c\":{}}}".getBytes(UTF_8);
        Random random = new Random(42);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = good.clone();
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                Json.parse(bad);
            } catch (JsonException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 20_000);
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            Json value = generate(random, 4);
            assertThat(Json.parse(new JsonWriter().value(value).bytes())).isEqualTo(value);
            assertThat(Json.parse(new JsonWriter(3).value(value).bytes())).isEqualTo(value);
        }
    }

    private static Json generate(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> Json.NULL;
            case 1 -> random.nextBoolean() ? Json.TRUE : Json.FALSE;
            case 2 -> new Json.Num(Long.toString(random.nextLong()));
            case 3 -> new Json.Str(text(random));
            case 4 -> {
                List<Json> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(generate(random, depth - 1));
                }
                yield new Json.Arr(elements);
            }
            default -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(text(random), generate(random, depth - 1));
                }
                yield new Json.Obj(members);
            }
        };
    }

    private static String text(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            out.appendCodePoint("\n\"\\\u0001a/é😀".codePointAt(random.nextInt(7)));
        }
        return out.toString();
    }

    @Test
    void theWriterIndentsAndLeavesEmptyContainersClosed() {
        String text = new JsonWriter(2)
                .object()
                .name("a")
                .array()
                .value(1)
                .value("x")
                .end()
                .name("b")
                .object()
                .end()
                .name("c")
                .value(List.of())
                .end()
                .toString();
        assertThat(text).isEqualTo("{\n  \"a\": [\n    1,\n    \"x\"\n  ],\n  \"b\": {},\n  \"c\": []\n}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "process.cwd: missing | process | cwd",
                "process.args: a string expected | process | args",
                "process.user: a string expected | process | user",
            })
    void aFailedReadNamesThePlace(String message, String first, String second) {
        JsonCursor root = JsonCursor.of(parse("{\"process\":{\"args\":[\"a\",7],\"user\":{}}}"));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> root.field(first).field(second).string())
                .withMessage(message);
    }

    @Test
    void elementsAreNamedByIndex() {
        JsonCursor root = JsonCursor.of(parse("{\"process\":{\"args\":[\"a\",7]}}"));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> root.field("process").field("args").strings())
                .withMessage("process.args[1]: a string expected");
    }

    @Test
    void absentAndNullAreTheSameAndFallBack() {
        JsonCursor root = JsonCursor.of(parse("{\"a\":null}"));
        assertThat(root.field("a").isPresent()).isFalse();
        assertThat(root.field("a").field("b").stringOr("x")).isEqualTo("x");
        assertThat(root.field("z").longOr(5)).isEqualTo(5);
        assertThat(root.field("z").elements()).isEmpty();
        assertThat(root.field("z").stringMap()).isEmpty();
    }

    @Test
    void integersAreCheckedForTheirRange() {
        JsonCursor root = JsonCursor.of(parse("{\"u\":18446744073709551615,\"i\":2147483648,\"f\":1.5,\"n\":-1}"));
        assertThat(root.field("u").unsignedLong()).isEqualTo(-1L);
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> root.field("u").longValue())
                .withMessage("u: 18446744073709551615 is not a whole number of 64 bits");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> root.field("i").intValue())
                .withMessage("i: 2147483648 does not fit 32 bits");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> root.field("f").longValue())
                .withMessageStartingWith("f: 1.5");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> root.field("n").unsignedLong())
                .withMessageStartingWith("n: -1");
    }
}
