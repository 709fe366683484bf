package dev.pinisi.oci.state;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.kernel.Clock;
import dev.pinisi.oci.kernel.Directories;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.resctrl.ResctrlGroups;

/** A container's directory: its state, its configuration as created, and the FIFO that its start goes through. */
public final class StateDirectory {
    private static final int FIFO = 0010000;
    private static final String RESTORE_ROOT = "criu-root";
    private static final long PATIENCE_MILLIS = 2000;

    private final String path;

    StateDirectory(String path) {
        this.path = path;
    }

    /** Whether the container was made as far as its state. */
    public boolean hasState() {
        return Files.exists(path + "/state.json");
    }

    public ContainerState state() {
        return ContainerState.read(JsonCursor.parse(FileContents.read(path + "/state.json")));
    }

    /** The configuration that the container was created with, whatever became of the bundle. */
    public Config config() {
        return Config.read(JsonCursor.parse(FileContents.read(path + "/config.json")));
    }

    public void save(ContainerState state, byte[] config) {
        FileContents.replace(path + "/config.json", config, 0600);
        FileContents.replace(path + "/state.json", state.json(), 0600);
    }

    /** Remembers groups of resctrl, before they are made. */
    public void save(ResctrlGroups groups) {
        FileContents.replace(path + "/resctrl.json", groups.json(), 0600);
    }

    /** The container's groups of resctrl, if it has any. */
    public ResctrlGroups resctrl() {
        String file = path + "/resctrl.json";
        return Files.exists(file) ? ResctrlGroups.read(JsonCursor.parse(FileContents.read(file))) : ResctrlGroups.NONE;
    }

    /** The state of a process that was made right now. */
    public static long startTime(int pid) {
        return ProcessTimes.startTime(pid);
    }

    /** The status; a frozen control group is looked for by the caller, who knows it. */
    public Status status(ContainerState state) {
        long started = ProcessTimes.startTime(state.pid());
        if (started == ProcessTimes.NONE || started != state.startTime()) {
            return Status.STOPPED;
        }
        return Files.exists(fifo()) ? Status.CREATED : Status.RUNNING;
    }

    /** Makes the FIFO, and opens its reading end such that it never sees an end. */
    public int makeStartFifo() {
        check(Files.mknodAt(Files.AT_FDCWD, fifo(), FIFO | 0600, 0), "make", fifo());
        return check(Files.open(fifo(), Files.O_RDWR), "open", fifo());
    }

    /**
     * Lets the process that waits go on, and waits until it has become its program: then it has let go of the FIFO. One
     * that takes long, with hooks of its own, is left to itself. False if there is none.
     */
    public boolean release() {
        int fd = Files.open(fifo(), Files.O_WRONLY | Files.O_NONBLOCK);
        if (fd < 0) {
            return false;
        }
        boolean written = Files.write(fd, new byte[1], 1) == 0;
        Files.unlink(fifo());
        Clock.poll(new int[] {fd}, PATIENCE_MILLIS);
        Files.close(fd);
        return written;
    }

    /** Takes the container's lock; it is let go when this process ends. False if the container is gone. */
    public boolean lock() {
        int fd = Files.open(path, Files.O_RDONLY);
        if (fd == -Errno.ENOENT) {
            return false;
        }
        Files.lock(check(fd, "open", path));
        return true;
    }

    /** Removes all of it; the state last, so that what is left after a crash can be deleted again. */
    public void remove() {
        for (String name : Directories.names(path)) {
            if (name.equals(RESTORE_ROOT)) {
                unmountRestoreRoot();
            } else if (!name.equals("state.json")) {
                Files.unlink(path + "/" + name);
            }
        }
        Files.unlink(path + "/state.json");
        Files.rmdir(path);
    }

    /** Mounts a root file system where CRIU finds nothing in its way; the result is the place. */
    public String mountRestoreRoot(String rootfs) {
        check(Files.mkdir(restoreRoot(), 0700), "make", restoreRoot());
        int place = check(Files.open(restoreRoot(), Files.O_PATH), "open", restoreRoot());
        int tree = check(Mounts.cloneTree(rootfs, true), "bind mount", rootfs);
        check(Mounts.attach(tree, place), "bind mount " + rootfs + " on", restoreRoot());
        Files.close(tree);
        String real = Files.readLink(Files.AT_FDCWD, Files.pathOf(place));
        Files.close(place);
        return real;
    }

    public void unmountRestoreRoot() {
        Mounts.detach(restoreRoot());
        Files.rmdir(restoreRoot());
    }

    private String restoreRoot() {
        return path + "/" + RESTORE_ROOT;
    }

    private String fifo() {
        return path + "/exec.fifo";
    }
}
