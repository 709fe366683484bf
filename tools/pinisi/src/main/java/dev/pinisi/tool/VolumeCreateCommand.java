package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code volume create}. */
final class VolumeCreateCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Create a new volume",
                "Makes a volume, which containers mount by its name; it gets one if none is given.",
                "[options] [NAME]",
                List.of("volume create myvol", "volume create --label app=web myvol"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("driver,d", "Volume driver; only local is supported", "local")
                .flag("ignore", "Don't fail if volume already exists")
                .array("label,l", "Set metadata for a volume")
                .unsupported("gid opt uid");
    }

    @Override
    public int run(Invocation call) {
        call.expectAtMost(1);
        if (!call.arguments().string("driver").equals("local")) {
            throw new CommandException(
                    "--driver " + call.arguments().string("driver") + " is not supported: only local is");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : call.arguments().list("label")) {
            KeyValue pair = KeyValue.of(label);
            labels.put(pair.key(), pair.value());
        }
        String name = call.words().isEmpty() ? invent() : call.words().get(0);
        if (!call.engine().volumes().create(name, labels) && !call.flag("ignore")) {
            throw new CommandException("volume with name " + name + " already exists: choose another, or use --ignore");
        }
        call.out().println(name);
        return 0;
    }

    /** 64 hexadecimal digits, as anonymous volumes have. */
    private static String invent() {
        byte[] name = new byte[32];
        new SecureRandom().nextBytes(name);
        return HexFormat.of().formatHex(name);
    }
}
