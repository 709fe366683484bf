package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * A device file to make.
 *
 * @param type {@code c}, {@code b} or {@code p}
 * @param mode permission bits
 */
public record DeviceConfig(String path, char type, long major, long minor, int mode, int uid, int gid) {

    static List<DeviceConfig> readAll(JsonCursor devices) {
        List<DeviceConfig> list = new ArrayList<>();
        for (JsonCursor device : devices.elements()) {
            list.add(read(device));
        }
        return list;
    }

    private static DeviceConfig read(JsonCursor device) {
        return new DeviceConfig(
                Checks.absolute(device.field("path")),
                type(device.field("type")),
                device.field("major").longOr(0),
                device.field("minor").longOr(0),
                device.field("fileMode").intOr(0666) & 07777,
                Checks.id(device.field("uid")),
                Checks.id(device.field("gid")));
    }

    private static char type(JsonCursor type) {
        return switch (type.string()) {
            case "c", "u" -> 'c';
            case "b" -> 'b';
            case "p" -> 'p';
            default -> throw type.fail("unknown device type " + type.string() + "; c, b, u and p are known");
        };
    }
}
