package dev.pinisi.imagetool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageFile;
import dev.pinisi.image.ImageFiles;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ls}: skopeo has no such. */
final class LsCommand implements Command {
    private static final String PERMISSIONS = "rwxrwxrwx";
    private static final int MINUTE = 16;

    @Override
    public Manual manual() {
        return new Manual(
                "List files of an image",
                "List what is in a directory of \"IMAGE-NAME\" without pulling it. Layers are read, not stored; of those"
                        + " with a\ntable of contents (eStargz, zstd:chunked) only that is read.",
                "[command options] IMAGE-NAME [PATH...]",
                List.of("ls -l docker://docker.io/library/debian /etc", "ls -R oci:layout:latest"));
    }

    @Override
    public OptionTable options() {
        return ImageFlags.options()
                .flag("human-readable", "print sizes as people read them")
                .flag("long,l", "print modes, owners, sizes and times")
                .flag("recursive,R", "list directories' directories, too");
    }

    @Override
    public void run(Invocation call) throws IOException {
        if (call.words().isEmpty()) {
            throw new Failure("An image expected", true);
        }
        try (ImageSource source = Places.open(call.word(0), ImageAccess.single().context(call))) {
            ImageFiles files = ImageFiles.of(source, ImageFlags.view(call, source));
            List<String> paths = call.words().size() == 1
                    ? List.of("/")
                    : call.words().subList(1, call.words().size());
            List<ImageFile> found = new ArrayList<>();
            for (String path : paths) {
                found.addAll(files.list(path, call.flag("recursive")));
            }
            print(call, found, paths.size() > 1 || call.flag("recursive"));
        }
    }

    private static void print(Invocation call, List<ImageFile> files, boolean wholePaths) {
        if (call.flag("json")) {
            List<Json> rows = new ArrayList<>();
            for (ImageFile file : files) {
                rows.add(document(file));
            }
            call.out().print(GoJson.text(new Json.Arr(rows)));
            return;
        }
        for (ImageFile file : files) {
            String name = wholePaths ? "/" + file.path() : file.name();
            call.out().println(call.flag("long") ? line(file, name, call.flag("human-readable")) : name);
        }
    }

    private static String line(ImageFile file, String name, boolean forPeople) {
        StringBuilder out = new StringBuilder(mode(file));
        String owner = file.uid() + ":" + file.gid();
        String size = forPeople ? ByteSize.show(file.size(), "") : Long.toString(file.size());
        out.append(' ').append(owner).repeat(' ', Math.max(1, 12 - owner.length()));
        out.repeat(' ', Math.max(0, 11 - size.length())).append(size).append(' ');
        out.append(file.modified().toString().replace('T', ' '), 0, MINUTE)
                .append(' ')
                .append(name);
        return out.append(target(file)).toString();
    }

    private static String target(ImageFile file) {
        return switch (file.type()) {
            case SYMLINK -> " -> " + file.link();
            case HARD_LINK -> " link to /" + file.link();
            default -> "";
        };
    }

    private static String mode(ImageFile file) {
        StringBuilder out = new StringBuilder().append(file.type().letter());
        for (int i = 0; i < PERMISSIONS.length(); i++) {
            boolean on = (file.mode() >> (8 - i) & 1) != 0;
            out.append(on ? PERMISSIONS.charAt(i) : '-');
        }
        special(out, 3, file.mode() & 04000, 's');
        special(out, 6, file.mode() & 02000, 's');
        special(out, 9, file.mode() & 01000, 't');
        return out.toString();
    }

    private static void special(StringBuilder mode, int at, int bit, char letter) {
        if (bit != 0) {
            mode.setCharAt(at, mode.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
        }
    }

    private static Json document(ImageFile file) {
        Fields fields = new Fields()
                .text("path", "/" + file.path())
                .text(
                        "type",
                        file.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .number("size", file.size())
                .text("mode", Integer.toOctalString(file.mode()))
                .number("uid", file.uid())
                .number("gid", file.gid())
                .text("modified", file.modified().toString())
                .number("layer", file.layer());
        if (!file.link().isEmpty()) {
            fields.text("link", file.link());
        }
        file.digest().ifPresent(digest -> fields.text("digest", digest));
        return fields.object();
    }
}
