package dev.pinisi.storage;

import java.util.List;
import java.util.Map;

/**
 * Which driver new root file systems are made with, and why.
 *
 * @param driver its name
 * @param fileSystem what the store is on: {@code ext4}
 * @param options that it mounts with
 * @param reason why it is this one, in words
 * @param refused why each of the others that were asked before it was not taken
 */
public record DriverReport(
        String driver, String fileSystem, List<String> options, String reason, Map<String, String> refused) {}
