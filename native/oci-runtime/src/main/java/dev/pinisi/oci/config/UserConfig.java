package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/**
 * Whom a process runs as.
 *
 * @param uid unsigned
 * @param gid unsigned
 * @param umask -1 for the default 0022
 * @param additionalGids unsigned
 */
public record UserConfig(int uid, int gid, int umask, List<Integer> additionalGids) {

    static UserConfig read(JsonCursor user) {
        JsonCursor umask = user.field("umask");
        return new UserConfig(
                Checks.id(user.field("uid")),
                Checks.id(user.field("gid")),
                umask.isPresent() ? Checks.notNegative(umask) : -1,
                groups(user.field("additionalGids")));
    }

    private static List<Integer> groups(JsonCursor gids) {
        List<Integer> list = new java.util.ArrayList<>();
        for (JsonCursor gid : gids.elements()) {
            list.add(Checks.id(gid));
        }
        return list;
    }
}
