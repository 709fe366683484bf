package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.Table;

/** {@code volume ls}. */
final class VolumeLsCommand implements Command {
    @Override
    public Manual manual() {
        return Manual.of("List volumes", "[options]");
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("quiet,q", "Print volume names only")
                .flag("noheading,n", "Do not print headers")
                .unsupported("filter format");
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        Table table = new Table();
        if (!call.flag("noheading") && !call.flag("quiet")) {
            table.row("DRIVER", "VOLUME NAME");
        }
        for (String name : call.engine().volumes().list()) {
            if (call.flag("quiet")) {
                table.row(name);
            } else {
                table.row("local", name);
            }
        }
        call.out().print(table.text());
        return 0;
    }
}
