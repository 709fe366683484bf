package dev.pinisi.oci.systemd;

/** A unit's properties, as the array of names and variants that systemd takes. */
final class UnitProperties {
    private final BusWriter out;
    private final BusWriter.Array array;

    /** Begins the array; {@link #end} ends it. */
    UnitProperties(BusWriter out) {
        this.out = out;
        this.array = out.beginArray(8);
    }

    UnitProperties bool(String name, boolean value) {
        begin(name, "b").bool(value);
        return this;
    }

    UnitProperties string(String name, String value) {
        begin(name, "s").string(value);
        return this;
    }

    UnitProperties int32(String name, int value) {
        begin(name, "i").uint32(value);
        return this;
    }

    UnitProperties uint32(String name, int value) {
        begin(name, "u").uint32(value);
        return this;
    }

    UnitProperties uint64(String name, long value) {
        begin(name, "t").uint64(value);
        return this;
    }

    UnitProperties int64(String name, long value) {
        begin(name, "x").uint64(value);
        return this;
    }

    /** A list of one process. */
    UnitProperties process(String name, int pid) {
        BusWriter.Array pids = begin(name, "au").beginArray(4);
        out.uint32(pid).endArray(pids);
        return this;
    }

    /** A set of numbers, a bit each. */
    UnitProperties bits(String name, byte[] mask) {
        BusWriter.Array bytes = begin(name, "ay").beginArray(1);
        out.raw(mask).endArray(bytes);
        return this;
    }

    UnitProperties strings(String name, Iterable<String> values) {
        BusWriter.Array texts = begin(name, "as").beginArray(4);
        for (String value : values) {
            out.string(value);
        }
        out.endArray(texts);
        return this;
    }

    void end() {
        out.endArray(array);
    }

    private BusWriter begin(String name, String type) {
        return out.align(8).string(name).signature(type);
    }
}
