package dev.pinisi.tool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.ReportFormat;
import dev.pinisi.commandline.Table;
import dev.pinisi.engine.HistoryStep;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code history}. */
final class HistoryCommand implements Command {
    private static final int SHORT_COMMAND = 45;

    @Override
    public Manual manual() {
        return new Manual(
                "Show history of a specified image",
                "Shows the steps in which an image was made, the last first.",
                "[options] IMAGE",
                List.of("history quay.io/fedora/fedora", "history --no-trunc --format json imageID"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("format", "Change the output to JSON or a Go template")
                .flag("human,H", "Display sizes and dates in human readable format", true)
                .flag("no-trunc", "Do not truncate the output")
                .flag("quiet,q", "Display the numeric IDs only")
                .alias("notruncate", "no-trunc");
    }

    @Override
    public int run(Invocation call) {
        call.expectExactly(1);
        List<HistoryStep> steps = call.images().history(call.words().get(0));
        String format = call.arguments().string("format");
        if (ReportFormat.isJson(format)) {
            call.out().println(json(steps));
        } else if (call.flag("quiet")) {
            steps.forEach(step -> call.out().println(id(call, step)));
        } else if (!format.isEmpty()) {
            call.out().print(formatted(call, steps, format));
        } else {
            call.out().print(table(call, steps));
        }
        return 0;
    }

    private static String table(Invocation call, List<HistoryStep> steps) {
        Table table = new Table().row("ID", "CREATED", "CREATED BY", "SIZE", "COMMENT");
        for (HistoryStep step : steps) {
            table.row(id(call, step), created(call, step), createdBy(call, step), size(step), step.comment());
        }
        return table.text();
    }

    private static String formatted(Invocation call, List<HistoryStep> steps, String format) {
        List<ReportFormat.Row> rows = new ArrayList<>();
        for (HistoryStep step : steps) {
            Json.Obj fields = new Fields()
                    .text("ID", id(call, step))
                    .text("Created", created(call, step))
                    .text("CreatedSince", created(call, step))
                    .text("CreatedAt", seconds(step))
                    .text("CreatedBy", createdBy(call, step))
                    .text("Size", size(step))
                    .text("Comment", step.comment())
                    .strings("Tags", step.tags())
                    .object();
            rows.add(new ReportFormat.Row(fields, fields));
        }
        return ReportFormat.parse("history", format).render(rows, Map.of(), true);
    }

    private static String json(List<HistoryStep> steps) {
        JsonWriter json = new JsonWriter().array();
        for (HistoryStep step : steps) {
            json.object().name("id").value(step.id());
            json.name("created").value(step.created().toString());
            json.name("CreatedBy").value(step.createdBy());
            if (!step.tags().isEmpty()) {
                json.name("tags").value(step.tags());
            }
            json.name("size").value(step.size());
            if (!step.comment().isEmpty()) {
                json.name("comment").value(step.comment());
            }
            json.name("Created").value(seconds(step)).end();
        }
        return json.end().toString();
    }

    private static String id(Invocation call, HistoryStep step) {
        return call.flag("no-trunc") || step.id().startsWith("<") ? step.id() : ContainerText.shortId(step.id());
    }

    private static String created(Invocation call, HistoryStep step) {
        return call.flag("human") ? ContainerText.ago(step.created()) : seconds(step);
    }

    private static String seconds(HistoryStep step) {
        return step.created().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String createdBy(Invocation call, HistoryStep step) {
        String command = step.createdBy();
        return call.flag("no-trunc") || command.length() <= SHORT_COMMAND
                ? command
                : command.substring(0, SHORT_COMMAND - 3) + "...";
    }

    private static String size(HistoryStep step) {
        return ByteSize.show(step.size(), "");
    }
}
