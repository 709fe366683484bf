package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.Table;
import dev.pinisi.engine.ImageFilter;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.MountedImage;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code image mount}. */
final class ImageMountCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Mount an image's root filesystem",
                "Mounts images read-only and prints where; without an image it lists those that are mounted.",
                "[options] [IMAGE...]",
                List.of("image mount imgID", "image mount imgID1 imgID2 imgID3", "image mount", "image mount --all"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("all,a", "Mount all images")
                .string("format", "Print the mounted images in specified format (json)");
    }

    @Override
    public int run(Invocation call) {
        String format = call.arguments().string("format");
        if (call.flag("all") && !call.words().isEmpty()) {
            throw new CommandException("when using the --all switch, you may not pass any image names or IDs");
        }
        if (!format.isEmpty() && !format.equals("json")) {
            throw new CommandException("unknown --format argument: \"" + format + "\"");
        }
        List<MountedImage> mounted = mounted(call);
        if (call.words().size() == 1 && format.isEmpty()) {
            call.out().println(mounted.get(0).path().toString());
        } else {
            call.out().print(format.isEmpty() ? table(mounted) : json(mounted));
        }
        return 0;
    }

    private static List<MountedImage> mounted(Invocation call) {
        List<String> names = new ArrayList<>(call.words());
        if (call.flag("all")) {
            for (ImageInfo image : call.images().list(ImageFilter.ALL)) {
                names.add(image.id());
            }
        }
        if (names.isEmpty()) {
            return call.images().mounted();
        }
        List<MountedImage> mounted = new ArrayList<>();
        for (String name : names) {
            mounted.add(call.images().mount(name));
        }
        return mounted;
    }

    private static String table(List<MountedImage> mounted) {
        Table table = new Table();
        for (MountedImage mount : mounted) {
            List<String> names = mount.image().names();
            table.row(
                    names.isEmpty() ? mount.image().id() : names.get(0),
                    mount.path().toString());
        }
        return table.text();
    }

    private static String json(List<MountedImage> mounted) {
        JsonWriter json = new JsonWriter(1).array();
        for (MountedImage mount : mounted) {
            json.object().name("id").value(mount.image().id());
            json.name("Names").value(List.of(mount.image().digest()));
            json.name("Repositories").value(mount.image().names());
            json.name("mountpoint").value(mount.path().toString()).end();
        }
        return json.end() + "\n";
    }
}
