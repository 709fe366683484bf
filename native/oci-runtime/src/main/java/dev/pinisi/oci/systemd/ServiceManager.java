package dev.pinisi.oci.systemd;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.kernel.Arguments;
import dev.pinisi.oci.kernel.Identification;
import dev.pinisi.oci.kernel.Processes;
import java.util.List;
import java.util.Map;

/** systemd's manager of units: the system's for root, else the user's own. */
public final class ServiceManager implements AutoCloseable {
    private static final String NAME = "org.freedesktop.systemd1";
    private static final String PATH = "/org/freedesktop/systemd1";
    private static final String MANAGER = NAME + ".Manager";
    private static final String REPLACE = "replace";
    private static final String EXISTS = NAME + ".UnitExists";
    private static final String IS_GONE = NAME + ".NoSuchUnit";

    private final Bus bus;
    private final boolean system;

    private ServiceManager(Bus bus, boolean system) {
        this.bus = bus;
        this.system = system;
    }

    /**
     * Connects to the manager that this user's containers belong to.
     *
     * @throws BusException if there is none
     */
    public static ServiceManager connect() {
        boolean system = Processes.effectiveUid() == 0 && Identification.inInitialUserNamespace();
        return new ServiceManager(Bus.connect(system ? systemSockets() : userSockets()), system);
    }

    private static List<String> systemSockets() {
        String address = Arguments.variable("DBUS_SYSTEM_BUS_ADDRESS");
        return address.isEmpty()
                ? List.of("/run/dbus/system_bus_socket", "/run/systemd/private")
                : BusAddress.paths(address);
    }

    private static List<String> userSockets() {
        String address = Arguments.variable("DBUS_SESSION_BUS_ADDRESS");
        String directory = Arguments.variable("XDG_RUNTIME_DIR");
        return address.isEmpty()
                ? List.of(directory + "/bus", directory + "/systemd/private")
                : BusAddress.paths(address);
    }

    /** Where a container will be that is to be made. */
    public Scope scope(JsonCursor cgroupsPath, String id) {
        return Scope.of(cgroupsPath, system ? "" : ownControlGroup(), id);
    }

    /** Of the user's manager: all that it makes is below. */
    private String ownControlGroup() {
        BusWriter body = new BusWriter().string(MANAGER).string("ControlGroup");
        BusReader answer = bus.call(NAME, PATH, "org.freedesktop.DBus.Properties", "Get", "ss", body)
                .reader();
        answer.signature();
        return answer.string();
    }

    /**
     * Has a scope made for a process, with the limits, and waits until it is in there.
     *
     * @param unified whether the host has control groups of version 2 only
     */
    public void start(
            Scope scope, int pid, JsonCursor resources, Map<String, String> annotations, String id, boolean unified) {
        bus.call(NAME, PATH, MANAGER, "Subscribe", "", new BusWriter());
        bus.addMatch("type='signal',interface='" + MANAGER + "',member='JobRemoved'");
        BusWriter body = new BusWriter().string(scope.unit()).string(REPLACE);
        UnitProperties properties = new UnitProperties(body)
                .string("Description", "container " + id)
                .string("Slice", scope.slice())
                .bool("Delegate", true)
                .bool("DefaultDependencies", false)
                .bool("MemoryAccounting", true)
                .bool("CPUAccounting", true)
                .bool(unified ? "IOAccounting" : "BlockIOAccounting", true)
                .bool("TasksAccounting", true)
                .process("PIDs", pid);
        UnitLimits.write(resources, unified, properties);
        UnitAnnotations.write(annotations, properties);
        properties.end();
        body.endArray(body.beginArray(8));
        awaitJob(startJob(scope.unit(), body), scope.unit());
    }

    /** A unit of that name that has failed is still known, and in the way. */
    private String startJob(String unit, BusWriter body) {
        try {
            return call("StartTransientUnit", "ssa(sv)a(sa(sv))", body).string();
        } catch (BusException e) {
            if (!e.name().equals(EXISTS)) {
                throw e;
            }
            resetFailed(unit);
            return call("StartTransientUnit", "ssa(sv)a(sa(sv))", body).string();
        }
    }

    /** Ends what is left in a scope, and the scope. That it is gone already is fine. */
    public void stop(String unit) {
        bus.call(NAME, PATH, MANAGER, "Subscribe", "", new BusWriter());
        bus.addMatch("type='signal',interface='" + MANAGER + "',member='JobRemoved'");
        try {
            awaitJob(
                    call("StopUnit", "ss", new BusWriter().string(unit).string(REPLACE))
                            .string(),
                    unit);
        } catch (BusException e) {
            if (!e.name().equals(IS_GONE)) {
                throw e;
            }
        }
        resetFailed(unit);
    }

    private void resetFailed(String unit) {
        try {
            call("ResetFailedUnit", "s", new BusWriter().string(unit));
        } catch (BusException e) {
            if (!e.name().equals(IS_GONE)) {
                throw e;
            }
        }
    }

    /** Tells of changed limits. */
    public void update(String unit, JsonCursor resources, boolean unified) {
        BusWriter body = new BusWriter().string(unit).bool(true);
        UnitProperties properties = new UnitProperties(body);
        UnitLimits.write(resources, unified, properties);
        properties.end();
        call("SetUnitProperties", "sba(sv)", body);
    }

    private BusReader call(String member, String signature, BusWriter body) {
        return bus.call(NAME, PATH, MANAGER, member, signature, body).reader();
    }

    private void awaitJob(String job, String unit) {
        while (true) {
            BusMessage signal = bus.signal();
            if (!signal.member().equals("JobRemoved") || !signal.signature().startsWith("uos")) {
                continue;
            }
            BusReader body = signal.reader();
            body.uint32();
            if (!body.string().equals(job)) {
                continue;
            }
            body.string();
            String result = body.string();
            if (!result.equals("done")) {
                throw new BusException("systemd could not start or stop " + unit + ": " + result);
            }
            return;
        }
    }

    @Override
    public void close() {
        bus.close();
    }
}
