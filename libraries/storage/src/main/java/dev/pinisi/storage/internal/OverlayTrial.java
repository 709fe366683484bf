package dev.pinisi.storage.internal;

import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.UserNamespace;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.spi.Driver.Parts;
import dev.pinisi.storage.spi.Driver.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether overlays can be mounted for a store. */
final class OverlayTrial {
    /** What the kernel wants to be told in a user namespace, where the attributes that it uses are forbidden. */
    private static final String USER_ATTRIBUTES = "userxattr";

    private OverlayTrial() {}

    static Trial of(OverlayDriver driver, Path scratch, List<String> options) {
        List<String> settled = new ArrayList<>(options);
        boolean kernel =
                Probe.parts(scratch, options).option(OverlayDriver.PROGRAM).isEmpty();
        if (kernel && !UserNamespace.isInitial() && !settled.contains(USER_ATTRIBUTES)) {
            settled.add(USER_ATTRIBUTES);
        }
        Parts parts = Probe.parts(scratch, settled);
        Path target = Probe.target(scratch);
        try {
            Probe.prepare(parts, target);
            driver.mount(parts, target);
            Probe.change(target);
        } catch (LinuxException | StorageException | IOException e) {
            return new Trial.Fails((kernel ? "the kernel cannot mount overlayfs there (" : "it does not work there (")
                    + e.getMessage() + ")");
        } finally {
            driver.unmount(target);
        }
        return new Trial.Works(settled);
    }
}
