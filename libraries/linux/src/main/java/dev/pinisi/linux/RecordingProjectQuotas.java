package dev.pinisi.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers projects and their limits; a directory counts as one inode of its project. */
public final class RecordingProjectQuotas implements ProjectQuotas {
    private final List<String> calls = new ArrayList<>();
    private final Map<Path, Integer> projects = new HashMap<>();
    private final Map<Integer, Long> limits = new HashMap<>();

    /** No projects yet. */
    public RecordingProjectQuotas() {}

    /** {@code "assign /a 7"}, {@code "limit 7 1024"}, in the order of the calls. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Usage usage(Path directory, int project) {
        long inodes = 0;
        for (int each : projects.values()) {
            inodes += each == project ? 1 : 0;
        }
        return new Usage(0, inodes, limits.getOrDefault(project, 0L));
    }

    @Override
    public void limit(Path directory, int project, long bytes) {
        calls.add("limit " + project + " " + bytes);
        limits.put(project, bytes);
    }

    @Override
    public void assign(Path directory, int project) {
        calls.add("assign " + directory + " " + project);
        projects.put(directory, project);
    }

    @Override
    public int project(Path directory) {
        return projects.getOrDefault(directory, 0);
    }
}
