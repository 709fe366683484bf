package dev.pinisi.oci.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.cgroup.CgroupStep;
import dev.pinisi.oci.config.Config;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** runtime-spec, config-linux: "Cgroup ownership". */
class CgroupOwnershipTest {
    private static final String DIRECTORY = "/sys/fs/cgroup/pinisi/web";
    private static final CgroupPlan UNIFIED = new CgroupPlan(new CgroupPlace(Map.of("", DIRECTORY)), List.of());

    private static Config config(int uid, String namespaces, String option) {
        String json = """
                {"ociVersion": "1.3.0", "root": {"path": "rootfs"},
                 "process": {"user": {"uid": %d, "gid": 0}, "args": ["sh"], "cwd": "/"},
                 "mounts": [
                   {"destination": "/proc", "type": "proc", "source": "proc"},
                   {"destination": "/sys/fs/cgroup", "type": "cgroup", "source": "cgroup", "options": ["%s"]}],
                 "linux": {
                   "uidMappings": [{"containerID": 0, "hostID": 100000, "size": 10}],
                   "gidMappings": [{"containerID": 0, "hostID": 100000, "size": 10}],
                   "namespaces": [{"type": "mount"}%s]}}""".formatted(uid, option, namespaces);
        return Config.read(JsonCursor.parse(json.getBytes(UTF_8)));
    }

    private static String added(String kinds) {
        StringBuilder namespaces = new StringBuilder();
        for (String kind : kinds.split(" ")) {
            namespaces.append(", {\"type\": \"").append(kind).append("\"}");
        }
        return namespaces.toString();
    }

    @ParameterizedTest
    @CsvSource({"0,user cgroup,100000", "3,user cgroup,100003", "1000,cgroup,1000"})
    void the_group_is_given_to_whom_the_host_has_for_the_process_user(int uid, String namespaces, long owner) {
        CgroupPlan plan = CgroupOwnership.plan(UNIFIED, config(uid, added(namespaces), "rw"), true);
        assertThat(plan.steps()).containsExactly(new CgroupStep.HandOver(DIRECTORY, owner, "mounts[1]"));
    }

    @ParameterizedTest
    @CsvSource({
        "read-only,0,user cgroup,ro",
        "the host's cgroup namespace,0,user,rw",
        "an id that is not mapped,10,user cgroup,rw",
        "root itself,0,cgroup,rw"
    })
    void it_is_kept(String reason, int uid, String namespaces, String option) {
        CgroupPlan plan = CgroupOwnership.plan(UNIFIED, config(uid, added(namespaces), option), true);
        assertThat(plan.steps()).as(reason).isEmpty();
    }

    @Test
    void on_version_1_beside_version_2_it_is_kept() {
        Config config = config(0, added("user cgroup"), "rw");
        assertThat(CgroupOwnership.plan(UNIFIED, config, false).steps()).isEmpty();
    }
}
