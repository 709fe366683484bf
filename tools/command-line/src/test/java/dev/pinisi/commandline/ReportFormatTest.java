package dev.pinisi.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportFormatTest {
    private static ReportFormat.Row row(String id, String created) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("ID", new Json.Str(id));
        fields.put("CreatedAt", new Json.Str(created));
        fields.put("Labels", new Json.Obj(Map.of()));
        return new ReportFormat.Row(new Json.Obj(fields), new Json.Obj(fields));
    }

    private static String render(String format, boolean headings) {
        return ReportFormat.parse("ps", format)
                .render(
                        List.of(row("510d0156703b", "today"), row("x", "long ago")),
                        Map.of("ID", "CONTAINER ID"),
                        headings);
    }

    @Test
    void a_template_prints_a_line_for_each_row() {
        assertThat(render("{{.ID}}\\t{{.CreatedAt}}\\n", true)).isEqualTo("510d0156703b\ttoday\nx\tlong ago\n");
    }

    @Test
    void a_table_has_headings_and_columns_wherever_blanks_separate_the_fields() {
        String table = "CONTAINER ID  CREATED AT\n510d0156703b  today\nx             long ago\n";
        assertThat(render("table {{.ID}} {{.CreatedAt}}", true)).isEqualTo(table);
        assertThat(render("table {{.ID}}\\t{{.CreatedAt}}", true)).isEqualTo(table);
        assertThat(render("table {{.ID}}", false)).isEqualTo("510d0156703b\nx\n");
    }

    @Test
    void a_label_heads_its_own_column() {
        assertThat(render("table {{.ID}} {{.Label \"app\"}}", true)).startsWith("CONTAINER ID  app\n");
    }
}
