package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code linux.sysctl}: kernel parameters, of the container's own namespaces only. */
final class SysctlConfig {
    private static final String OF_IPC =
            " kernel.msgmax kernel.msgmnb kernel.msgmni kernel.sem kernel.shmall kernel.shmmax"
                    + " kernel.shmmni kernel.shm_rmid_forced ";

    private SysctlConfig() {}

    static Map<String, String> read(JsonCursor sysctl, List<NamespaceConfig> namespaces) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonCursor> entry : sysctl.fields().entrySet()) {
            String name = entry.getKey().replace('/', '.');
            NamespaceKind kind = kindOf(name, entry.getValue());
            if (!NamespaceConfig.contains(namespaces, kind)) {
                throw entry.getValue().fail("belongs to the host, unless linux.namespaces lists " + kind.type());
            }
            parameters.put(entry.getKey(), entry.getValue().string());
        }
        return parameters;
    }

    /** The kind of namespace that has that parameter. */
    private static NamespaceKind kindOf(String name, JsonCursor member) {
        if (name.indexOf("..") >= 0) {
            throw member.fail("not a kernel parameter");
        }
        if (OF_IPC.indexOf(" " + name + " ") >= 0 || name.startsWith("fs.mqueue.")) {
            return NamespaceKind.IPC;
        }
        if (name.startsWith("net.")) {
            return NamespaceKind.NETWORK;
        }
        if (name.equals("kernel.domainname") || name.equals("kernel.hostname")) {
            return NamespaceKind.UTS;
        }
        if (name.startsWith("user.")) {
            return NamespaceKind.USER;
        }
        throw member.fail("belongs to the host and cannot be set for a container");
    }
}
