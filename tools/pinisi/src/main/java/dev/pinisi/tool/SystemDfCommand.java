package dev.pinisi.tool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.ReportFormat;
import dev.pinisi.commandline.Table;
import dev.pinisi.engine.DiskUsage;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code system df}. */
final class SystemDfCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Show disk usage",
                "Shows what images, containers and volumes take on disk. Sizes are bytes of blocks, as du counts them: all"
                        + " lines together are what du says of the store's directory. \"Other\" is what pulls stage,"
                        + " layers that no image has, locks and directories.",
                "[options]",
                List.of("system df", "system df --verbose", "system df --format json"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("format", "Change the output format to JSON or a Go template")
                .flag("verbose,v", "Show detailed information on disk usage");
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        String format = call.arguments().string("format");
        if (call.flag("verbose") && !format.isEmpty()) {
            throw new CommandException("cannot combine --format and --verbose flags");
        }
        DiskUsage usage = call.engine().usage();
        if (call.flag("verbose")) {
            call.out().print(new DiskUsageTables(usage).text());
        } else if (ReportFormat.isJson(format)) {
            call.out().print(json(usage));
        } else if (!format.isEmpty()) {
            call.out().print(ReportFormat.parse("system df", format).render(rows(usage), Map.of(), true));
        } else {
            call.out().print(table(usage));
        }
        return 0;
    }

    private static String table(DiskUsage usage) {
        Table table = new Table().row("TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE");
        for (DiskUsageRow row : DiskUsageRow.of(usage)) {
            table.row(
                    row.type(),
                    Integer.toString(row.total()),
                    Integer.toString(row.active()),
                    ByteSize.precise(row.size()),
                    row.reclaimableText());
        }
        return table.text();
    }

    private static String json(DiskUsage usage) {
        JsonWriter writer = new JsonWriter(4).array();
        for (ReportFormat.Row row : rows(usage)) {
            writer.value(row.document());
        }
        return writer.end() + "\n";
    }

    private static List<ReportFormat.Row> rows(DiskUsage usage) {
        List<ReportFormat.Row> rows = new ArrayList<>();
        for (DiskUsageRow row : DiskUsageRow.of(usage)) {
            Json.Obj document = new Fields()
                    .text("Type", row.type())
                    .number("Total", row.total())
                    .number("Active", row.active())
                    .number("RawSize", row.size())
                    .number("RawReclaimable", row.reclaimable())
                    .number("TotalCount", row.total())
                    .text("Size", ByteSize.precise(row.size()))
                    .text("Reclaimable", row.reclaimableText())
                    .object();
            rows.add(new ReportFormat.Row(document, document));
        }
        return rows;
    }
}
