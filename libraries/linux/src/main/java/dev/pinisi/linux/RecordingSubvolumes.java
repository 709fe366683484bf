package dev.pinisi.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Remembers what was to be done to subvolumes, and which there would be. */
public final class RecordingSubvolumes implements Subvolumes {
    private final List<String> calls = new ArrayList<>();
    private final Set<Path> places = new HashSet<>();

    /** None yet. */
    public RecordingSubvolumes() {}

    /** {@code "create /a"}, {@code "snapshot /a /b"}, {@code "limit /b 100"} and so on, in the order of the calls. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public boolean isPossible(Path directory) {
        return true;
    }

    @Override
    public void create(Path place) {
        calls.add("create " + place);
        add(place);
    }

    @Override
    public void snapshot(Path source, Path place) {
        calls.add("snapshot " + source + " " + place);
        add(place);
    }

    private void add(Path place) {
        if (!places.add(place)) {
            throw new LinuxException("create the subvolume", place.toString(), Errno.EEXIST);
        }
    }

    @Override
    public boolean destroy(Path place) {
        calls.add("destroy " + place);
        return places.remove(place);
    }

    @Override
    public void limit(Path place, long bytes) {
        calls.add("limit " + place + " " + bytes);
    }
}
