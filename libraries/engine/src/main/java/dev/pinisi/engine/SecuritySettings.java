package dev.pinisi.engine;

import java.util.List;

/**
 * What a container may do.
 *
 * @param capAdd capabilities beyond the defaults, {@code CAP_} and upper case; {@code ALL} for all
 * @param capDrop capabilities taken away
 * @param privileged all capabilities, devices and files of the kernel
 * @param readOnly the root file system cannot be written
 * @param readOnlyTmpfs with {@code readOnly}: /run, /tmp and /var/tmp in memory
 * @param noNewPrivileges setuid programs gain nothing
 * @param seccomp {@code default}, {@code unconfined} or the absolute path of a profile
 * @param apparmor a profile's name; empty for none
 * @param mask paths hidden besides the defaults
 * @param unmask paths shown though hidden by default; {@code ALL} for all
 */
public record SecuritySettings(
        List<String> capAdd,
        List<String> capDrop,
        boolean privileged,
        boolean readOnly,
        boolean readOnlyTmpfs,
        boolean noNewPrivileges,
        String seccomp,
        String apparmor,
        List<String> mask,
        List<String> unmask) {}
