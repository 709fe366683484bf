package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a container has mounted in its root file system, where the kernel itself does not show it. */
public final class MountedTrees {
    /** Nothing is mounted. */
    public static final MountedTrees NONE = new MountedTrees(Map.of());

    private final List<Mounted> all = new ArrayList<>();

    private record Mounted(List<byte[]> components, Path source) {}

    /**
     * @param sources the host's path of what is mounted, by the place in the container
     */
    public MountedTrees(Map<String, Path> sources) {
        for (Map.Entry<String, Path> mount : sources.entrySet()) {
            byte[] place = mount.getKey().getBytes(StandardCharsets.UTF_8);
            all.add(new Mounted(TarPath.components(place, TarLimits.DEFAULT), mount.getValue()));
        }
    }

    /** The directory mounted there; nothing if none is. */
    Optional<Directory> open(List<byte[]> above, byte[] name) {
        Optional<Path> source = source(above, name);
        return source.isPresent() && Files.isDirectory(source.get())
                ? Optional.of(Directory.open(source.get()))
                : Optional.empty();
    }

    /** The host's path of what is mounted there. */
    Optional<Path> source(List<byte[]> above, byte[] name) {
        for (Mounted mounted : all) {
            if (isAt(mounted.components, above, name)) {
                return Optional.of(mounted.source);
            }
        }
        return Optional.empty();
    }

    private static boolean isAt(List<byte[]> components, List<byte[]> above, byte[] name) {
        int depth = above.size();
        if (components.size() != depth + 1 || !Arrays.equals(components.get(depth), name)) {
            return false;
        }
        for (int i = 0; i < depth; i++) {
            if (!Arrays.equals(components.get(i), above.get(i))) {
                return false;
            }
        }
        return true;
    }
}
