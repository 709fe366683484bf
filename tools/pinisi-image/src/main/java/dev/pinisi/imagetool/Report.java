package dev.pinisi.imagetool;

import dev.pinisi.commandline.ReportFormat;
import java.util.List;
import java.util.Map;

/** Prints what a command found: as JSON, or as the user's template says. */
final class Report {
    private Report() {}

    static void print(Invocation call, String command, String format, Structure found) {
        if (format.isEmpty() || ReportFormat.isJson(format)) {
            call.out().print(GoJson.text(found.document()));
            return;
        }
        ReportFormat.Row row = new ReportFormat.Row(found.fields(), found.document());
        call.out()
                .print(ReportFormat.parse(ImageTool.NAME + " " + command, format)
                        .render(List.of(row), Map.of(), false));
    }
}
