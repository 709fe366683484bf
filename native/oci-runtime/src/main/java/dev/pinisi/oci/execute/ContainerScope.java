package dev.pinisi.oci.execute;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.systemd.Scope;
import dev.pinisi.oci.systemd.ServiceManager;
import java.util.Optional;

/** The scope that systemd makes for a container, where it is asked to. */
public final class ContainerScope {
    private final ServiceManager manager;
    private final Scope scope;

    private ContainerScope(ServiceManager manager, Scope scope) {
        this.manager = manager;
        this.scope = scope;
    }

    /**
     * The scope to be.
     *
     * @param systemd whether systemd shall make it
     * @throws dev.pinisi.oci.systemd.BusException if there is no systemd
     */
    public static Optional<ContainerScope> of(boolean systemd, JsonCursor linux, String id) {
        if (!systemd) {
            return Optional.empty();
        }
        ServiceManager manager = ServiceManager.connect();
        return Optional.of(new ContainerScope(manager, manager.scope(linux.field("cgroupsPath"), id)));
    }

    public Scope scope() {
        return scope;
    }

    /** Has it made around a process. */
    void enter(int pid, Config config, String id, boolean unified) {
        JsonCursor resources = config.linux().source().field("resources");
        manager.start(scope, pid, resources, config.annotations(), id, unified);
        manager.close();
    }

    /** Has a unit ended; nothing to do for the empty name. */
    static void leave(String unit) {
        if (!unit.isEmpty()) {
            try (ServiceManager manager = ServiceManager.connect()) {
                manager.stop(unit);
            }
        }
    }
}
