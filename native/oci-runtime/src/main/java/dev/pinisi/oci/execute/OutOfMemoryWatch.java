package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.cgroup.Cgroup;
import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Watches;
import java.util.Optional;

/** Tells when a container runs out of memory. */
public final class OutOfMemoryWatch {
    private final Cgroup cgroup;
    private final int descriptor;
    private final byte[] notices = new byte[4096];
    private long kills;

    private OutOfMemoryWatch(Cgroup cgroup, int descriptor) {
        this.cgroup = cgroup;
        this.descriptor = descriptor;
        kills = cgroup.outOfMemoryKills();
    }

    /** Begins to watch; of a container without a control group for memory nothing is ever told. */
    public static OutOfMemoryWatch of(CgroupPlace place, Cgroup cgroup) {
        Optional<String> first = place.directory("memory");
        if (first.isPresent()) {
            return new OutOfMemoryWatch(cgroup, registered(first.get()));
        }
        String events = place.unified().orElse("") + "/memory.events";
        return new OutOfMemoryWatch(
                cgroup, Files.exists(events) ? check(Watches.onChange(events), "watch", events) : -1);
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
        if (descriptor >= 0) {
            Files.read(descriptor, notices);
        }
        long now = cgroup.outOfMemoryKills();
        long count = Math.max(now - kills, 0);
        kills = now;
        return count;
    }
}
