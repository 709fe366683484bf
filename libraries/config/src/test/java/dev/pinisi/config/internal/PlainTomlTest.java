package dev.pinisi.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read without the library is what the library reads. */
class PlainTomlTest {
    private static final Path FILE = Path.of("test.toml");
    private static final String PLAIN =
            "# names\nsearch = ['a', \"b\",] # two\n\n[aliases]\n  \"x/y\" = \"h/x\"\r\n z = 'h/z'\n"
                    + "[[registry]]\nlocation = \"r:5000\"\ninsecure = true\n[[registry]]\n prefix='*.e'\nblocked =false\n[ empty ]\n";

    @Test
    void tables_arrays_of_tables_strings_and_booleans_are_plain() {
        Map<String, Object> read = PlainToml.read(PLAIN).orElseThrow();
        assertThat(read)
                .isEqualTo(TomlLibrary.read(FILE, PLAIN))
                .containsEntry("search", List.of("a", "b"))
                .containsEntry("aliases", Map.of("x/y", "h/x", "z", "h/z"))
                .containsEntry(
                        "registry",
                        List.of(
                                Map.of("location", "r:5000", "insecure", true),
                                Map.of("prefix", "*.e", "blocked", false)));
    }

    @Test
    void all_else_is_left_to_the_library() {
        for (String text : List.of(
                "a = 1",
                "a.b = true",
                "[a.b]",
                "a = \"\\n\"",
                "a = \"\"\"b\"\"\"",
                "a = '''b'''",
                "a = [",
                "a = [true]",
                "a = ['b' 'c']",
                "a = {b = 'c'}",
                "a = true\na = true",
                "[a]\n[a]",
                "[a]\n[[a]]",
                "[[a]]\n[a]",
                "a = ['b']\n[[a]]",
                "a = truely",
                "a = 'b' c",
                "a",
                "= 'a'",
                "a = 'b\u0001'")) {
            assertThat(PlainToml.read(text)).as(text).isEmpty();
        }
    }

    @Test
    void whatever_a_file_is_mutated_to_both_agree_on_it() {
        Random random = new Random(7);
        int plain = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = mutated(random);
            Optional<Map<String, Object>> read = PlainToml.read(text);
            if (read.isPresent()) {
                plain++;
                assertThat(read.get()).as(text).isEqualTo(library(text));
            }
        }
        assertThat(plain).isGreaterThan(300);
    }

    private static Object library(String text) {
        try {
            return TomlLibrary.read(FILE, text);
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(PLAIN);
        String nasty = "\n\t \"'\\,=[]{}#.aZ_-\u00ff";
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(20));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, text.substring(at, end));
                default -> text.setCharAt(at, nasty.charAt(random.nextInt(nasty.length())));
            }
        }
        // the library refuses a file that ends with a table's name
        return text.append('\n').toString();
    }
}
