package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code linux.intelRdt}: the container's share of caches and memory bandwidth.
 *
 * @param closId the name of the class of service, {@code /} for the usual one; empty for one of the container's own
 * @param expected the lines that a class of service which is there already must have
 * @param schemata all lines to be written, in order
 * @param monitoring whether the container is monitored by itself
 */
public record IntelRdtConfig(String closId, List<String> expected, List<String> schemata, boolean monitoring) {

    static IntelRdtConfig read(JsonCursor rdt) {
        List<String> expected = new ArrayList<>();
        addLine(rdt.field("l3CacheSchema"), "", expected);
        addLine(rdt.field("memBwSchema"), "MB:", expected);
        List<String> all = new ArrayList<>(expected);
        for (JsonCursor line : rdt.field("schemata").elements()) {
            addLine(line, "", all);
        }
        return new IntelRdtConfig(
                closId(rdt.field("closID")),
                expected,
                all,
                rdt.field("enableMonitoring").boolOr(false));
    }

    private static String closId(JsonCursor id) {
        String name = id.stringOr("");
        boolean leadsElsewhere = name.equals(".") || name.equals("..") || (name.length() > 1 && name.indexOf('/') >= 0);
        if (leadsElsewhere) {
            throw id.fail("\"" + name + "\" is no name of a class of service");
        }
        return name;
    }

    private static void addLine(JsonCursor line, String start, List<String> lines) {
        String text = line.stringOr("");
        if (text.isEmpty()) {
            return;
        }
        if (!text.startsWith(start)) {
            throw line.fail("does not start with " + start);
        }
        if (text.indexOf('\n') >= 0) {
            throw line.fail("contains a line end");
        }
        lines.add(text);
    }
}
