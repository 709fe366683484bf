package dev.pinisi.tests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/guide/oci-runtime-fields.md against the members that the specification's JSON schema has for Linux, one a line in
 * the resource {@code members}.
 */
class FieldsTableTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CHOICE = Pattern.compile("\\{([^}]*)}");

    /** A row: members, what is done, by which tests it is shown. */
    private record Row(List<String> members, String done, List<String> tests) {}

    @Test
    void every_member_of_the_specification_is_in_one_row() throws IOException {
        List<String> listed = new ArrayList<>();
        for (Row row : rows()) {
            for (String member : row.members()) {
                expand(member, listed);
            }
        }
        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(members());
    }

    @Test
    void a_member_is_honoured_refused_or_ignored() throws IOException {
        for (Row row : rows()) {
            assertThat(row.done()).as(row.members().toString()).matches("(honoured|refused|ignored)([ ,;:].*)?");
        }
    }

    @Test
    void the_tests_that_show_it_are_there() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Row row : rows()) {
            assertThat(row.tests()).as(row.members().toString()).isNotEmpty();
            row.tests().stream().filter(test -> !isThere(test)).forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/guide/oci-runtime-fields.md"))) {
            String[] cells = line.split(" \\| ");
            if (line.startsWith("| `")) {
                rows.add(new Row(code(cells[0]), cells[1], code(cells[2])));
            }
        }
        return rows;
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(MatchResult::group)
                .map(text -> text.replace("`", ""))
                .toList();
    }

    /** {@code a.{b,c}} is {@code a.b} and {@code a.c}. */
    private static void expand(String member, List<String> expanded) {
        var choice = CHOICE.matcher(member);
        if (!choice.find()) {
            expanded.add(member);
            return;
        }
        for (String one : choice.group(1).split(",")) {
            expand(member.substring(0, choice.start()) + one + member.substring(choice.end()), expanded);
        }
    }

    private static List<String> members() throws IOException {
        try (var in = FieldsTableTest.class.getResourceAsStream("/conformance/members")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static boolean isThere(String test) {
        String type = test.substring(0, test.indexOf('.'));
        String method = " void " + test.substring(test.indexOf('.') + 1) + "(";
        return Stream.of("tests/src/test/java", "native/oci-runtime/src/test/java")
                .map(ROOT::resolve)
                .flatMap(FieldsTableTest::files)
                .filter(file -> file.getFileName().toString().equals(type + ".java"))
                .anyMatch(file -> contains(file, method));
    }

    private static Stream<Path> files(Path tree) {
        try (Stream<Path> paths = Files.walk(tree)) {
            return paths.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
