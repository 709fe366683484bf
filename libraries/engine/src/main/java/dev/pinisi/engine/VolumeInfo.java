package dev.pinisi.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A volume.
 *
 * @param name 64 hexadecimal digits for an anonymous one
 * @param folder what is mounted
 * @param created when it was made
 * @param labels given when it was made
 * @param users the ids of the containers that have it
 */
public record VolumeInfo(String name, Path folder, Instant created, Map<String, String> labels, List<String> users) {}
