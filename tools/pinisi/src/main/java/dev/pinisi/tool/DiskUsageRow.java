package dev.pinisi.tool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.engine.DiskUsage;
import java.util.List;

/**
 * A line of {@code system df}.
 *
 * @param total how many there are
 * @param active how many of them are in use
 * @param size bytes
 * @param reclaimable bytes that go when what is not in use is removed
 */
record DiskUsageRow(String type, int total, int active, long size, long reclaimable) {
    static List<DiskUsageRow> of(DiskUsage usage) {
        return List.of(
                images(usage),
                containers(usage),
                volumes(usage),
                new DiskUsageRow("Other", 0, 0, usage.otherBytes(), 0));
    }

    private static DiskUsageRow images(DiskUsage usage) {
        int active = 0;
        for (DiskUsage.OfImage image : usage.images()) {
            active += image.image().containers() > 0 ? 1 : 0;
        }
        return new DiskUsageRow(
                "Images", usage.images().size(), active, usage.imageBytes(), usage.reclaimableImageBytes());
    }

    private static DiskUsageRow containers(DiskUsage usage) {
        int active = 0;
        long size = 0;
        long reclaimable = 0;
        for (DiskUsage.OfContainer container : usage.containers()) {
            boolean runs = Targets.runs(container.container());
            active += runs ? 1 : 0;
            size += container.bytes();
            reclaimable += runs ? 0 : container.bytes();
        }
        return new DiskUsageRow("Containers", usage.containers().size(), active, size, reclaimable);
    }

    private static DiskUsageRow volumes(DiskUsage usage) {
        int active = 0;
        long size = 0;
        long reclaimable = 0;
        for (DiskUsage.OfVolume volume : usage.volumes()) {
            boolean used = !volume.volume().users().isEmpty();
            active += used ? 1 : 0;
            size += volume.bytes();
            reclaimable += used ? 0 : volume.bytes();
        }
        return new DiskUsageRow("Local Volumes", usage.volumes().size(), active, size, reclaimable);
    }

    /** {@code 318.4kB (100%)}. */
    String reclaimableText() {
        long percent = size == 0 ? 0 : reclaimable * 100 / size;
        return ByteSize.precise(reclaimable) + " (" + percent + "%)";
    }
}
