package dev.pinisi.storage.internal;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.storage.Workspace;
import java.nio.file.Path;

/** A claim as the store's users see it. */
final class ClaimedWorkspace implements Workspace {
    private final Claim claim;

    ClaimedWorkspace(Claim claim) {
        this.claim = claim;
    }

    @Override
    public Path fresh(String kind) {
        return claim.fresh(kind);
    }

    @Override
    public boolean publish(Path tree, Path place) {
        try {
            Durable.placeTree(tree, place);
            return true;
        } catch (LinuxException e) {
            if (e.errno() == Errno.EEXIST) {
                return false;
            }
            throw Failures.linux("store", place, e);
        }
    }

    @Override
    public boolean discard(Path place) {
        try {
            Durable.placeQuickly(place, claim.fresh("trash"));
            return true;
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw Failures.linux("remove", place, e);
        }
    }

    @Override
    public void close() {
        claim.close();
    }
}
