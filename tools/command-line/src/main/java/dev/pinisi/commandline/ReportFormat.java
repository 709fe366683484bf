package dev.pinisi.commandline;

import dev.pinisi.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code --format} value as podman's list commands read it: {@code json}, a template for each line, or {@code table}
 * and a template, which aligns the columns under headings. {@code \t} and {@code \n} may be written with a backslash.
 */
public final class ReportFormat {
    private static final String TABLE = "table ";

    private final Template template;
    private final boolean table;

    private ReportFormat(Template template, boolean table) {
        this.template = template;
        this.table = table;
    }

    /** One thing to report: what the template sees, and what {@code json .} writes. */
    public record Row(Json.Obj fields, Json document) {}

    /** Whether the user asked for a JSON document of everything. */
    public static boolean isJson(String format) {
        return format.equals("json");
    }

    /**
     * Reads a template, with {@code table} before it or not.
     *
     * @param command the command's name, for messages
     * @throws TemplateException if the text is no template
     */
    public static ReportFormat parse(String command, String format) {
        boolean table = format.startsWith(TABLE);
        String text = table ? columns(format.substring(TABLE.length())) : unescape(format);
        return new ReportFormat(Template.parse(command, text), table);
    }

    /**
     * The lines for all rows.
     *
     * @param headings what stands above a field, where it is not its name in capitals
     * @param withHeadings whether a table gets its first line
     */
    public String render(List<Row> rows, Map<String, String> headings, boolean withHeadings) {
        List<String> lines = new ArrayList<>();
        if (table && withHeadings && !rows.isEmpty()) {
            Json heads = headings(rows.get(0).fields(), headings);
            lines.add(template.render(heads));
        }
        for (Row row : rows) {
            lines.add(template.render(row.fields(), row.document()));
        }
        return table ? aligned(lines) : plain(lines);
    }

    private static String plain(List<String> lines) {
        StringBuilder out = new StringBuilder();
        for (String line : lines) {
            out.append(line).append(line.endsWith("\n") ? "" : "\n");
        }
        return out.toString();
    }

    private static String aligned(List<String> lines) {
        Table table = new Table();
        for (String line : lines) {
            table.row(line.split("\t", -1));
        }
        return table.text();
    }

    private static Json headings(Json.Obj fields, Map<String, String> headings) {
        Map<String, Json> heads = new LinkedHashMap<>();
        for (String name : fields.members().keySet()) {
            String heading = headings.get(name);
            heads.put(name, new Json.Str(heading == null ? words(name) : heading));
        }
        return new Json.Obj(heads);
    }

    /** {@code CreatedAt} becomes {@code CREATED AT}. */
    private static String words(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1))) {
                out.append(' ');
            }
            out.append(Character.toUpperCase(c));
        }
        return out.toString();
    }

    /** Blanks between the actions separate columns, as tabulators do. */
    private static String columns(String text) {
        StringBuilder out = new StringBuilder();
        boolean inAction = false;
        String unescaped = unescape(text);
        for (int i = 0; i < unescaped.length(); i++) {
            if (unescaped.startsWith("{{", i)) {
                inAction = true;
            } else if (unescaped.startsWith("}}", i)) {
                inAction = false;
            }
            char c = unescaped.charAt(i);
            out.append(c == ' ' && !inAction ? '\t' : c);
        }
        return out.toString();
    }

    private static String unescape(String text) {
        return text.replace("\\t", "\t").replace("\\n", "\n");
    }
}
