package dev.pinisi.oci.state;

import dev.pinisi.oci.kernel.Directories;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.KernelException;
import java.util.ArrayList;
import java.util.List;

/** One directory a container, below the one that {@code --root} names. Making the directory claims the id. */
public final class StateStore {
    private final String root;

    public StateStore(String root) {
        this.root = root;
    }

    /**
     * Claims an id that is free.
     *
     * @throws StateException if it is taken, or no id
     */
    public StateDirectory claim(String id) {
        checkId(id);
        String path = root + "/" + id;
        int result = Files.mkdir(path, 0711);
        if (result == -Errno.ENOENT) {
            makeRoot();
            result = Files.mkdir(path, 0711);
        }
        if (result == -Errno.EEXIST) {
            throw new StateException("container with given ID already exists: " + id);
        }
        KernelException.check(result, "make", path);
        return new StateDirectory(path);
    }

    /**
     * A container that is there.
     *
     * @throws StateException if there is none of that id
     */
    public StateDirectory find(String id) {
        checkId(id);
        StateDirectory directory = new StateDirectory(root + "/" + id);
        if (!directory.hasState()) {
            throw new StateException("container does not exist: " + id);
        }
        return directory;
    }

    /** Whether something of that id is there, half-made perhaps. */
    public boolean hasDirectory(String id) {
        checkId(id);
        return Files.exists(root + "/" + id);
    }

    public StateDirectory directory(String id) {
        checkId(id);
        return new StateDirectory(root + "/" + id);
    }

    /** All containers that are there. */
    public List<StateDirectory> all() {
        List<StateDirectory> all = new ArrayList<>();
        for (String id : Directories.names(root)) {
            StateDirectory directory = new StateDirectory(root + "/" + id);
            if (directory.hasState()) {
                all.add(directory);
            }
        }
        return all;
    }

    private void makeRoot() {
        for (int end = root.indexOf('/', 1); ; end = root.indexOf('/', end + 1)) {
            String prefix = end < 0 ? root : root.substring(0, end);
            int result = Files.mkdir(prefix, end < 0 ? 0711 : 0755);
            if (result < 0 && result != -Errno.EEXIST) {
                throw new KernelException("make " + prefix, -result);
            }
            if (end < 0) {
                return;
            }
        }
    }

    private static void checkId(String id) {
        boolean valid = !id.isEmpty() && id.length() <= 1024 && !id.equals(".") && !id.equals("..");
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            valid &= letter || c == '_' || c == '+' || c == '-' || c == '.';
        }
        if (!valid) {
            throw new StateException("invalid container ID \"" + id + "\": letters, digits and _+-. make one");
        }
    }
}
