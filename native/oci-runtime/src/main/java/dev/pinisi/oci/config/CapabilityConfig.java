package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/** The five capability sets, by the names in the configuration. */
public record CapabilityConfig(
        List<String> bounding,
        List<String> effective,
        List<String> inheritable,
        List<String> permitted,
        List<String> ambient) {
    /** Of a process whose configuration does not mention any. */
    public static final CapabilityConfig NONE =
            new CapabilityConfig(List.of(), List.of(), List.of(), List.of(), List.of());

    static CapabilityConfig read(JsonCursor capabilities) {
        return new CapabilityConfig(
                capabilities.field("bounding").strings(),
                capabilities.field("effective").strings(),
                capabilities.field("inheritable").strings(),
                capabilities.field("permitted").strings(),
                capabilities.field("ambient").strings());
    }
}
