package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.PortMapping;
import java.util.List;

/** {@code port}. */
final class PortCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "List port mappings or a specific mapping for the container",
                "Prints which ports of the host lead into the container.",
                "[options] CONTAINER [PORT]",
                List.of("port --all", "port ctrID 80/tcp"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable()).flag("all,a", "Display port information for all containers");
    }

    @Override
    public int run(Invocation call) {
        if (call.flag("all")) {
            for (ContainerInfo info : call.containers().list(ContainerFilter.ALL)) {
                if (Targets.runs(info)) {
                    print(call, info.ports(), ContainerText.shortId(info.id()) + "\t", "");
                }
            }
            return 0;
        }
        List<String> words = Targets.oneAndRest(call);
        if (words.isEmpty() || words.size() > 2) {
            throw new CommandException("you must supply a running container name or id");
        }
        ContainerInfo info = call.containers().get(words.get(0)).info();
        if (!Targets.runs(info)) {
            return 0;
        }
        List<PortMapping> ports = info.ports();
        String wanted = words.size() == 1 ? "" : words.get(1).contains("/") ? words.get(1) : words.get(1) + "/tcp";
        if (!print(call, ports, "", wanted) && !wanted.isEmpty()) {
            throw new CommandException("failed to find published port \"" + words.get(1) + "\"");
        }
        return 0;
    }

    private static boolean print(Invocation call, List<PortMapping> ports, String prefix, String wanted) {
        boolean found = false;
        for (PortMapping port : ports) {
            for (int i = 0; i < port.range(); i++) {
                String inside = (port.containerPort() + i) + "/" + port.protocol();
                String outside = Ports.host(port) + ":" + (port.hostPort() + i);
                if (wanted.isEmpty()) {
                    call.out().println(prefix + inside + " -> " + outside);
                } else if (wanted.equals(inside)) {
                    call.out().println(outside);
                    found = true;
                }
            }
        }
        return found;
    }
}
