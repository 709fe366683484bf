package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.ResourceLimits;
import dev.pinisi.json.JsonWriter;
import java.util.List;
import java.util.OptionalLong;

/** The member {@code linux.resources} of config.json. */
final class ResourcesPart {
    /** null, zero, full, random, urandom, tty, console, ptmx, pts/*; any node may be made, not opened. */
    private static final String DEFAULT_DEVICES = "{\"allow\":false,\"access\":\"rwm\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"access\":\"m\"}"
            + ",{\"allow\":true,\"type\":\"b\",\"access\":\"m\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"major\":1,\"minor\":3,\"access\":\"rwm\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"major\":1,\"minor\":5,\"access\":\"rwm\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"major\":1,\"minor\":7,\"access\":\"rwm\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"major\":1,\"minor\":8,\"access\":\"rwm\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"major\":1,\"minor\":9,\"access\":\"rwm\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"major\":5,\"minor\":0,\"access\":\"rwm\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"major\":5,\"minor\":1,\"access\":\"rwm\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"major\":5,\"minor\":2,\"access\":\"rwm\"}"
            + ",{\"allow\":true,\"type\":\"c\",\"major\":136,\"access\":\"rwm\"}";

    private static final long DEFAULT_PIDS = 2048;

    private final ContainerSpec spec;
    private final List<Device> devices;
    private final JsonWriter out;

    ResourcesPart(ContainerSpec spec, List<Device> devices, JsonWriter out) {
        this.spec = spec;
        this.devices = devices;
        this.out = out;
    }

    void write() {
        ResourceLimits limits = spec.resources();
        devices();
        memory(limits);
        cpu(limits);
        long pids = limits.pids().orElse(DEFAULT_PIDS);
        if (pids > 0) {
            out.name("pids").object().name("limit").value(pids).end();
        }
        if (limits.blkioWeight().isPresent()) {
            out.name("blockIO").object();
            number("weight", limits.blkioWeight());
            out.end();
        }
    }

    private void devices() {
        out.name("devices").array();
        if (spec.security().privileged()) {
            out.json("{\"allow\":true,\"access\":\"rwm\"}");
        } else {
            out.json(DEFAULT_DEVICES);
            for (Device device : devices) {
                out.object().name("allow").value(true).name("type").value(device.type());
                out.name("major").value(device.major()).name("minor").value(device.minor());
                out.name("access").value(device.access()).end();
            }
            for (String rule : spec.deviceCgroupRules()) {
                rule(rule);
            }
        }
        out.end();
    }

    /** {@code c 10:200 rwm}, with {@code *} for any number and {@code a} for any type. */
    private void rule(String text) {
        int type = text.indexOf(' ');
        int colon = text.indexOf(':');
        int access = text.lastIndexOf(' ');
        if (type != 1 || colon < 0 || access < colon) {
            throw Invalid.option("--device-cgroup-rule", text, "must be TYPE MAJOR:MINOR ACCESS");
        }
        out.object().name("allow").value(true);
        out.name("type").value(text.substring(0, 1));
        number(text, "major", text.substring(2, colon));
        number(text, "minor", text.substring(colon + 1, access));
        out.name("access").value(text.substring(access + 1)).end();
    }

    private void number(String rule, String name, String value) {
        if (value.equals("*")) {
            return;
        }
        try {
            out.name(name).value(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw Invalid.option("--device-cgroup-rule", rule, value + " is not a number");
        }
    }

    private void memory(ResourceLimits limits) {
        if (limits.memory().isEmpty()
                && limits.memorySwap().isEmpty()
                && limits.memoryReservation().isEmpty()) {
            return;
        }
        out.name("memory").object();
        number("limit", limits.memory());
        number("reservation", limits.memoryReservation());
        // without a word about swap, as much of it as of memory
        if (limits.memorySwap().isEmpty() && limits.memory().isPresent()) {
            out.name("swap").value(limits.memory().getAsLong() * 2);
        }
        number("swap", limits.memorySwap());
        out.end();
    }

    private void cpu(ResourceLimits limits) {
        boolean none = limits.cpuShares().isEmpty()
                && limits.cpuQuota().isEmpty()
                && limits.cpuPeriod().isEmpty()
                && limits.cpusetCpus().isEmpty()
                && limits.cpusetMems().isEmpty();
        if (none) {
            return;
        }
        out.name("cpu").object();
        number("shares", limits.cpuShares());
        number("quota", limits.cpuQuota());
        number("period", limits.cpuPeriod());
        if (!limits.cpusetCpus().isEmpty()) {
            out.name("cpus").value(limits.cpusetCpus());
        }
        if (!limits.cpusetMems().isEmpty()) {
            out.name("mems").value(limits.cpusetMems());
        }
        out.end();
    }

    private void number(String name, OptionalLong value) {
        if (value.isPresent()) {
            out.name(name).value(value.getAsLong());
        }
    }
}
