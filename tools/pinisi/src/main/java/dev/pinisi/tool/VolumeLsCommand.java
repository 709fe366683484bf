package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.ReportFormat;
import dev.pinisi.commandline.Table;
import dev.pinisi.engine.VolumeInfo;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code volume ls}. */
final class VolumeLsCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "List volumes",
                "Lists the volumes of this store.",
                "[options]",
                List.of("volume ls", "volume ls --format json", "volume ls --filter dangling=true"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .array("filter,f", "Choose volumes by these conditions: name=, label=, until=, dangling=, driver=")
                .string("format", "Format volume output as JSON or by a Go template")
                .flag("quiet,q", "Print volume names only")
                .flag("noheading,n", "Do not print headers");
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        List<VolumeInfo> volumes = chosen(call);
        String format = call.arguments().string("format");
        if (ReportFormat.isJson(format)) {
            List<Json> documents = new ArrayList<>();
            volumes.forEach(volume -> documents.add(VolumeInspectCommand.document(volume)));
            call.out().println(new JsonWriter(2).value(new Json.Arr(documents)).toString());
        } else if (!format.isEmpty()) {
            List<ReportFormat.Row> rows = new ArrayList<>();
            for (VolumeInfo volume : volumes) {
                Json.Obj document = VolumeInspectCommand.document(volume);
                rows.add(new ReportFormat.Row(document, document));
            }
            Map<String, String> headings = Map.of("Name", "VOLUME NAME");
            call.out().print(ReportFormat.parse("volume ls", format).render(rows, headings, !call.flag("noheading")));
        } else {
            call.out().print(table(call, volumes));
        }
        return 0;
    }

    private static String table(Invocation call, List<VolumeInfo> volumes) {
        Table table = new Table();
        boolean quiet = call.flag("quiet");
        if (!call.flag("noheading") && !quiet) {
            table.row("DRIVER", "VOLUME NAME");
        }
        for (VolumeInfo volume : volumes) {
            table.row(quiet ? new String[] {volume.name()} : new String[] {"local", volume.name()});
        }
        return table.text();
    }

    /** Those for which all filters hold; also for {@code volume prune}. */
    static List<VolumeInfo> chosen(Invocation call) {
        List<VolumeInfo> chosen = new ArrayList<>();
        for (VolumeInfo volume : call.engine().volumes().all()) {
            if (holds(call.arguments().list("filter"), volume)) {
                chosen.add(volume);
            }
        }
        return chosen;
    }

    private static boolean holds(List<String> filters, VolumeInfo volume) {
        for (String filter : filters) {
            KeyValue term = KeyValue.of(filter);
            boolean holds = switch (term.key()) {
                case "name" -> volume.name().contains(term.value());
                case "driver" -> term.value().equals("local");
                case "dangling" -> volume.users().isEmpty() == term.value().equals("true");
                case "label!" -> !hasLabel(volume, KeyValue.of(term.value()), term.value());
                case "until" -> volume.created().isBefore(PointInTime.parse("--filter", term.value(), Instant.now()));
                case "label" -> hasLabel(volume, KeyValue.of(term.value()), term.value());
                default ->
                    throw new CommandException(
                            "--filter " + filter + ": must be name=, label=, label!=, until=, dangling= or driver=");
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasLabel(VolumeInfo volume, KeyValue label, String text) {
        return text.indexOf('=') < 0
                ? volume.labels().containsKey(text)
                : label.value().equals(volume.labels().get(label.key()));
    }
}
