package dev.pinisi.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Remembers mounts instead of making them, and believes in them: what was mounted is a mount point until unmounted. */
public final class RecordingMounts implements Mounts {
    private final List<String> calls = new ArrayList<>();
    private final Set<Path> mountPoints = new HashSet<>();

    /** Nothing recorded yet. */
    public RecordingMounts() {}

    /** {@code "bind /a /b"}, {@code "unmount /b"} and so on, in the order of the calls. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void overlay(OverlayMount overlay, Path target) {
        calls.add("overlay " + overlay.lowers() + " " + target);
        mountPoints.add(target);
    }

    @Override
    public void tmpfs(Path target, String options) {
        calls.add("tmpfs " + target + (options.isEmpty() ? "" : " " + options));
        mountPoints.add(target);
    }

    @Override
    public void bind(Path source, Path target) {
        calls.add("bind " + source + " " + target);
        mountPoints.add(target);
    }

    @Override
    public void mapped(Path source, Path target, IdMappings mappings) {
        calls.add("mapped " + source + " " + target + " " + mappings.users());
        mountPoints.add(target);
    }

    @Override
    public void makeReadOnly(Path target) {
        calls.add("read-only " + target);
    }

    @Override
    public void propagation(Path target, Propagation propagation) {
        calls.add(propagation + " " + target);
    }

    @Override
    public boolean unmount(Path target) {
        calls.add("unmount " + target);
        return mountPoints.remove(target);
    }

    @Override
    public boolean isMountPoint(Path path) {
        return mountPoints.contains(path);
    }
}
