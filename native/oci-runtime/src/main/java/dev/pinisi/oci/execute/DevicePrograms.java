package dev.pinisi.oci.execute;

import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Limits;
import dev.pinisi.oci.kernel.Utf8;

/** BPF programs that decide about devices for a control group of version 2 (bpf(2)). 0 or a descriptor, or -errno. */
final class DevicePrograms {
    private static final int LOAD = 5;
    private static final int ATTACH = 8;
    private static final int DETACH = 9;
    private static final int DESCRIPTOR_BY_ID = 13;
    private static final int QUERY = 16;
    private static final int TYPE_CGROUP_DEVICE = 15;
    private static final int ATTACHED_AS_CGROUP_DEVICE = 6;
    private static final int ALLOW_MULTI = 2;
    private static final int MAX_ATTACHED = 64;
    private static final int SIZE = 128;

    private DevicePrograms() {}

    /** The new one is attached before the old ones go: devices are never unguarded. */
    static int replace(int group, byte[] program) {
        byte[] before = new byte[4 * MAX_ATTACHED];
        int count = attached(group, before);
        int loaded = load(program);
        if (loaded < 0) {
            return loaded;
        }
        int result = attach(group, loaded);
        Files.close(loaded);
        for (int i = 0; i < count && result == 0; i++) {
            detach(group, LittleEndian.int32(before, 4 * i));
        }
        return result;
    }

    private static int load(byte[] program) {
        LittleEndian attributes = new LittleEndian(SIZE);
        attributes.int32(0, TYPE_CGROUP_DEVICE).int32(4, program.length / 8);
        attributes.int64(8, Limits.addressOf(program));
        attributes.int64(16, Limits.addressOf(Utf8.encode("Apache-2.0\0")));
        return Limits.bpf(LOAD, attributes.bytes());
    }

    private static int attach(int group, int program) {
        LittleEndian attributes = new LittleEndian(SIZE);
        attributes
                .int32(0, group)
                .int32(4, program)
                .int32(8, ATTACHED_AS_CGROUP_DEVICE)
                .int32(12, ALLOW_MULTI);
        return Limits.bpf(ATTACH, attributes.bytes());
    }

    private static int attached(int group, byte[] ids) {
        LittleEndian attributes = new LittleEndian(SIZE);
        attributes.int32(0, group).int32(4, ATTACHED_AS_CGROUP_DEVICE);
        attributes.int64(16, Limits.addressOf(ids)).int32(24, MAX_ATTACHED);
        return Limits.bpf(QUERY, attributes.bytes()) < 0 ? 0 : LittleEndian.int32(attributes.bytes(), 24);
    }

    private static void detach(int group, int id) {
        LittleEndian wanted = new LittleEndian(SIZE);
        wanted.int32(0, id);
        int program = Limits.bpf(DESCRIPTOR_BY_ID, wanted.bytes());
        if (program < 0) {
            return;
        }
        LittleEndian attributes = new LittleEndian(SIZE);
        attributes.int32(0, group).int32(4, program).int32(8, ATTACHED_AS_CGROUP_DEVICE);
        Limits.bpf(DETACH, attributes.bytes());
        Files.close(program);
    }
}
