package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.Table;
import dev.pinisi.engine.ImageFilter;
import dev.pinisi.engine.ImageInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code images}. */
final class ImagesCommand implements Command {
    private static final List<String> SORT_KEYS = List.of("created", "id", "repository", "size", "tag");

    @Override
    public Manual manual() {
        return new Manual(
                "List images in local storage",
                "Lists images that were pulled, loaded or built.",
                "[options] [IMAGE]",
                List.of(
                        "images --format json",
                        "images --sort repository --format \"table {{.ID}} {{.Repository}} {{.Tag}}\"",
                        "images --filter dangling=true"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("all,a", "Show all images; there are no intermediate ones")
                .flag("digests", "Show digests")
                .array("filter,f", "Filter output based on conditions provided")
                .string("format", "Change the output format to JSON or a Go template")
                .flag("history", "Display the names that the image has")
                .flag("no-trunc", "Do not truncate output")
                .flag("noheading,n", "Do not print column headings")
                .flag("quiet,q", "Display only image IDs")
                .choice("sort", "Sort by", SORT_KEYS)
                .alias("notruncate", "no-trunc");
    }

    @Override
    public int run(Invocation call) {
        call.expectAtMost(1);
        List<ImageRow> rows = rows(call);
        String format = call.arguments().string("format");
        if (!format.isEmpty()) {
            call.out().print(new ImagesReport(call, rows).text(format));
        } else if (call.flag("quiet")) {
            printIds(call, rows);
        } else {
            call.out().print(table(call, rows));
        }
        return 0;
    }

    private static List<ImageRow> rows(Invocation call) {
        List<String> filters = Filters.read(call.arguments().list("filter"));
        for (String word : call.words()) {
            filters.add("reference=" + word);
        }
        ImageFilter filter = filters.isEmpty() ? ImageFilter.ALL : ImageFilter.parse(filters);
        List<ImageRow> rows = new ArrayList<>();
        for (ImageInfo image : call.images().list(filter)) {
            if (image.names().isEmpty()) {
                rows.add(new ImageRow(image, ""));
            }
            for (String name : image.names()) {
                rows.add(new ImageRow(image, name));
            }
        }
        String key = call.arguments().string("sort");
        if (!key.isEmpty() && !key.equals("created")) {
            rows.sort(new ImageRow.Order(key));
        }
        return rows;
    }

    private static void printIds(Invocation call, List<ImageRow> rows) {
        Set<String> seen = new HashSet<>();
        for (ImageRow row : rows) {
            if (seen.add(row.image().id())) {
                call.out().println(id(call, row));
            }
        }
    }

    private static String table(Invocation call, List<ImageRow> rows) {
        Table table = new Table();
        boolean marked = hasReadOnly(rows);
        if (!call.flag("noheading")) {
            table.row(cells(
                    call, marked, "REPOSITORY", "TAG", "DIGEST", "IMAGE ID", "CREATED", "SIZE", "HISTORY", "R/O"));
        }
        for (ImageRow row : rows) {
            ImageInfo image = row.image();
            table.row(cells(
                    call,
                    marked,
                    row.repository(),
                    row.tag(),
                    image.digest(),
                    id(call, row),
                    ContainerText.ago(image.created()),
                    row.size(),
                    String.join(", ", image.names()),
                    String.valueOf(image.readOnly())));
        }
        return table.text();
    }

    private static boolean hasReadOnly(List<ImageRow> rows) {
        for (ImageRow row : rows) {
            if (row.image().readOnly()) {
                return true;
            }
        }
        return false;
    }

    /** Without those that were not asked for, the digest, third, and the names, and without the mark where none has it. */
    private static String[] cells(Invocation call, boolean marked, String... all) {
        List<String> cells = new ArrayList<>(all.length);
        for (int i = 0; i < all.length; i++) {
            boolean shown = switch (i) {
                case 2 -> call.flag("digests");
                case 6 -> call.flag("history");
                case 7 -> marked;
                default -> true;
            };
            if (shown) {
                cells.add(all[i]);
            }
        }
        return cells.toArray(new String[0]);
    }

    static String id(Invocation call, ImageRow row) {
        String id = row.image().id();
        return call.flag("no-trunc") ? "sha256:" + id : ContainerText.shortId(id);
    }
}
