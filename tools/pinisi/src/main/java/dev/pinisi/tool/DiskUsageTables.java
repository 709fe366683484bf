package dev.pinisi.tool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.Table;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.DiskUsage;
import dev.pinisi.engine.ImageInfo;
import java.util.List;

/** {@code system df --verbose}. */
final class DiskUsageTables {
    private final DiskUsage usage;

    DiskUsageTables(DiskUsage usage) {
        this.usage = usage;
    }

    String text() {
        return "Images space usage:\n\n" + images()
                + "\nContainers space usage:\n\n" + containers()
                + "\nLocal Volumes space usage:\n\n" + volumes()
                + "\nOther space usage: " + ByteSize.precise(usage.otherBytes()) + "\n";
    }

    private String images() {
        Table table = new Table()
                .row("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE", "SHARED SIZE", "UNIQUE SIZE", "CONTAINERS");
        for (DiskUsage.OfImage image : usage.images()) {
            for (String name : names(image.image())) {
                table.row(cells(image, new ImageRow(image.image(), name)));
            }
        }
        return table.text();
    }

    private static List<String> names(ImageInfo image) {
        return image.names().isEmpty() ? List.of("") : image.names();
    }

    private static String[] cells(DiskUsage.OfImage image, ImageRow row) {
        return new String[] {
            row.repository(),
            row.tag(),
            ContainerText.shortId(row.image().id()),
            ContainerText.age(row.image().created()),
            ByteSize.precise(image.shared() + image.unique()),
            ByteSize.precise(image.shared()),
            ByteSize.precise(image.unique()),
            Integer.toString(row.image().containers())
        };
    }

    private String containers() {
        Table table = new Table()
                .row("CONTAINER ID", "IMAGE", "COMMAND", "LOCAL VOLUMES", "SIZE", "CREATED", "STATUS", "NAMES");
        for (DiskUsage.OfContainer each : usage.containers()) {
            ContainerInfo container = each.container();
            table.row(
                    ContainerText.shortId(container.id()),
                    ContainerText.shortId(container.imageId()),
                    ContainerText.command(container, true),
                    Integer.toString(each.volumes()),
                    ByteSize.precise(each.bytes()),
                    ContainerText.age(container.created()),
                    container.state().text(),
                    container.name());
        }
        return table.text();
    }

    private String volumes() {
        Table table = new Table().row("VOLUME NAME", "LINKS", "SIZE");
        for (DiskUsage.OfVolume each : usage.volumes()) {
            table.row(
                    each.volume().name(),
                    Integer.toString(each.volume().users().size()),
                    ByteSize.precise(each.bytes()));
        }
        return table.text();
    }
}
