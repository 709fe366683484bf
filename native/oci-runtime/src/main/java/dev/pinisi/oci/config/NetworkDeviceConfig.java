package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network device of the host to be moved into the container.
 *
 * @param newName in the container; may hold {@code %d}, for the kernel to put the first free number there
 */
public record NetworkDeviceConfig(String name, String newName) {
    private static final int LONGEST = 15;

    static List<NetworkDeviceConfig> readAll(JsonCursor devices, List<NamespaceConfig> namespaces) {
        List<NetworkDeviceConfig> list = new ArrayList<>();
        for (Map.Entry<String, JsonCursor> entry : devices.fields().entrySet()) {
            JsonCursor device = entry.getValue();
            JsonCursor newName = device.field("name");
            check(device, entry.getKey());
            String name = newName.stringOr("");
            if (!name.isEmpty()) {
                check(newName, name);
            }
            list.add(new NetworkDeviceConfig(entry.getKey(), name.isEmpty() ? entry.getKey() : name));
            checkUnique(newName, list);
        }
        if (!list.isEmpty() && !NamespaceConfig.contains(namespaces, NamespaceKind.NETWORK)) {
            throw devices.fail("needs a network namespace in linux.namespaces");
        }
        return list;
    }

    /** As the kernel wants names of devices. */
    private static void check(JsonCursor place, String name) {
        boolean valid = !name.isEmpty() && name.length() <= LONGEST && !name.equals(".") && !name.equals("..");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            valid &= c > ' ' && c != '/' && c != ':';
        }
        if (!valid) {
            throw place.fail("\"" + name + "\" is no name of a network device");
        }
    }

    private static void checkUnique(JsonCursor place, List<NetworkDeviceConfig> devices) {
        String last = devices.get(devices.size() - 1).newName;
        for (int i = 0; i < devices.size() - 1; i++) {
            if (devices.get(i).newName.equals(last) && last.indexOf('%') < 0) {
                throw place.fail("a second network device " + last);
            }
        }
    }
}
