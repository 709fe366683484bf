package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonCursor;

/** {@code linux.resources.blockIO}; version 1 calls it blkio, version 2 io. */
final class BlockIoLimits {
    private static final long LEAST_WEIGHT = 10;
    private static final long MOST_WEIGHT = 1000;

    private final Target target;
    private final boolean unified;

    private BlockIoLimits(Target target) {
        this.target = target;
        this.unified = target.isUnified("io");
    }

    static void plan(JsonCursor blockIo, Target target) {
        if (!blockIo.isPresent()) {
            return;
        }
        BlockIoLimits limits = new BlockIoLimits(target);
        limits.planWeight(blockIo.field("weight"));
        limits.planLeafWeight(blockIo.field("leafWeight"), "blkio.leaf_weight", "");
        for (JsonCursor device : blockIo.field("weightDevice").elements()) {
            limits.planDeviceWeight(device);
            limits.planLeafWeight(device.field("leafWeight"), "blkio.leaf_weight_device", device(device) + " ");
        }
        limits.planThrottles(blockIo.field("throttleReadBpsDevice"), "read_bps", "rbps");
        limits.planThrottles(blockIo.field("throttleWriteBpsDevice"), "write_bps", "wbps");
        limits.planThrottles(blockIo.field("throttleReadIOPSDevice"), "read_iops", "riops");
        limits.planThrottles(blockIo.field("throttleWriteIOPSDevice"), "write_iops", "wiops");
    }

    private void planWeight(JsonCursor member) {
        long weight = weight(member);
        if (weight == 0) {
            return;
        }
        String value = Long.toString(weight);
        if (unified) {
            target.addFirst(
                    member,
                    write("io.bfq.weight", value, member),
                    write("io.weight", "default " + CgroupScale.ioWeight(weight), member));
        } else {
            target.addFirst(member, write("blkio.weight", value, member), write("blkio.bfq.weight", value, member));
        }
    }

    /** Of schedulers that kernels do not have any more. */
    private void planLeafWeight(JsonCursor member, String file, String device) {
        long weight = weight(member);
        if (weight != 0 && !unified) {
            CgroupStep.Write write = write(file, device + weight, member);
            target.add(new CgroupStep.WriteIfThere(write, member.path()));
        }
    }

    private void planDeviceWeight(JsonCursor device) {
        JsonCursor member = device.field("weight");
        long weight = weight(member);
        if (weight == 0) {
            return;
        }
        String value = device(device) + " " + weight;
        if (unified) {
            target.addFirst(
                    member,
                    write("io.bfq.weight", value, member),
                    write("io.weight", device(device) + " " + CgroupScale.ioWeight(weight), member));
        } else {
            target.addFirst(
                    member,
                    write("blkio.weight_device", value, member),
                    write("blkio.bfq.weight_device", value, member));
        }
    }

    private void planThrottles(JsonCursor devices, String first, String second) {
        for (JsonCursor device : devices.elements()) {
            JsonCursor member = device.field("rate");
            String rate = Long.toUnsignedString(member.unsignedLong());
            if (unified) {
                String value = device(device) + " " + second + "=" + (rate.equals("0") ? "max" : rate);
                target.add(write("io.max", value, member));
            } else {
                target.add(write("blkio.throttle." + first + "_device", device(device) + " " + rate, member));
            }
        }
    }

    private static long weight(JsonCursor member) {
        long weight = member.longOr(0);
        if (weight != 0 && (weight < LEAST_WEIGHT || weight > MOST_WEIGHT)) {
            throw member.fail(weight + " is not from " + LEAST_WEIGHT + " to " + MOST_WEIGHT);
        }
        return weight;
    }

    private static String device(JsonCursor device) {
        return device.field("major").longValue() + ":" + device.field("minor").longValue();
    }

    private CgroupStep.Write write(String name, String value, JsonCursor member) {
        return target.write(target.file(unified ? "io" : "blkio", name, member), value, member);
    }
}
