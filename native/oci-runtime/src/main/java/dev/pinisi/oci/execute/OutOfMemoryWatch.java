package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.cgroup.Cgroup;
import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Watches;
import java.util.Optional;

/**
 * Tells when a container runs out of memory. Version 1 wakes its watchers before it kills, so there the waking itself is
 * what counts; version 2 wakes them after it has counted the kill in memory.events.
 */
public final class OutOfMemoryWatch {
    private final Cgroup cgroup;
    private final Optional<String> first;
    private final int descriptor;
    private final byte[] notices = new byte[4096];
    private long kills;

    private OutOfMemoryWatch(Cgroup cgroup, Optional<String> first, int descriptor) {
        this.cgroup = cgroup;
        this.first = first;
        this.descriptor = descriptor;
        kills = cgroup.outOfMemoryKills();
    }

    /** Begins to watch; of a container without a control group for memory nothing is ever told. */
    public static OutOfMemoryWatch of(CgroupPlace place, Cgroup cgroup) {
        Optional<String> first = place.directory("memory");
        if (first.isPresent()) {
            return new OutOfMemoryWatch(cgroup, first, registered(first.get()));
        }
        String events = place.unified().orElse("") + "/memory.events";
        int changes = Files.exists(events) ? check(Watches.onChange(events), "watch", events) : -1;
        return new OutOfMemoryWatch(cgroup, first, changes);
    }

    /** Version 1 takes a counter, and the file that it shall count for, at a file for all such wishes. */
    private static int registered(String directory) {
        int counter = check(Watches.eventCounter(), "make an eventfd for", directory);
        String control = directory + "/memory.oom_control";
        int watched = check(Files.open(control, Files.O_RDONLY), "open", control);
        String wish = counter + " " + watched;
        check(FileContents.writeExisting(directory + "/cgroup.event_control", wish), "watch", control);
        Files.close(watched);
        return counter;
    }

    /** Readable when something has happened; -1 if nothing ever will. */
    public int descriptor() {
        return descriptor;
    }

    /** How often memory ran out since this was last asked. */
    public long happened() {
        int read = descriptor < 0 ? 0 : Files.read(descriptor, notices);
        return first.isPresent() ? counted(first.get(), read) : newKills();
    }

    /** Of a counter: that the group was removed makes it readable, too. */
    private long counted(String directory, int read) {
        return read < Long.BYTES || !Files.exists(directory) ? 0 : LittleEndian.int32(notices, 0);
    }

    private long newKills() {
        long now = cgroup.outOfMemoryKills();
        long count = Math.max(now - kills, 0);
        kills = now;
        return count;
    }
}
