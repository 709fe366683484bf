package dev.pinisi.image;

import dev.pinisi.image.internal.files.LayerFiles;
import dev.pinisi.image.internal.files.MergedFiles;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.Json;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What two images differ in.
 *
 * @param onlyInFirst layers, from the bottom up; layers are the same if their uncompressed archives are
 * @param inBoth as the first image has them
 * @param config members of the configurations, {@code config.Env}, that are not the same
 * @param files by path; times of modification do not count
 */
public record ImageDifference(
        List<ImageRecord.Layer> onlyInFirst,
        List<ImageRecord.Layer> onlyInSecond,
        List<ImageRecord.Layer> inBoth,
        List<MemberChange> config,
        List<FileChange> files) {

    /** A member of a configuration; {@link Json#NULL} where one image has none. */
    public record MemberChange(String path, Json first, Json second) {}

    /** A file that only one image has, or that they have in different forms. */
    public sealed interface FileChange {
        String path();

        /** Only the second image has it. */
        record Added(ImageFile file) implements FileChange {
            @Override
            public String path() {
                return file.path();
            }
        }

        /** Only the first image has it. */
        record Removed(ImageFile file) implements FileChange {
            @Override
            public String path() {
                return file.path();
            }
        }

        /**
         * Both have it.
         *
         * @param what differs: {@code type}, {@code content}, {@code mode}, {@code owner}, {@code target}
         */
        record Modified(ImageFile first, ImageFile second, List<String> what) implements FileChange {
            @Override
            public String path() {
                return second.path();
            }
        }
    }

    /** Compares layers and configurations; nothing of the layers is read. */
    public static ImageDifference ofDocuments(ImageView first, ImageView second) {
        Set<Digest> firstIds = diffIds(first);
        Set<Digest> secondIds = diffIds(second);
        List<ImageRecord.Layer> onlyInFirst = new ArrayList<>();
        List<ImageRecord.Layer> inBoth = new ArrayList<>();
        for (ImageRecord.Layer layer : first.layers()) {
            (secondIds.contains(layer.diffId()) ? inBoth : onlyInFirst).add(layer);
        }
        List<ImageRecord.Layer> onlyInSecond = new ArrayList<>(second.layers());
        onlyInSecond.removeIf(layer -> firstIds.contains(layer.diffId()));
        List<MemberChange> config = new ArrayList<>();
        compare(
                config,
                "",
                first.config().raw().json().json(),
                second.config().raw().json().json());
        // those are the layers
        config.removeIf(change -> change.path().equals("rootfs.diff_ids"));
        return new ImageDifference(onlyInFirst, onlyInSecond, inBoth, config, List.of());
    }

    /** Compares the files, too. Each layer is read once, also one that both images have. */
    public static ImageDifference of(
            ImageSource firstSource, ImageView first, ImageSource secondSource, ImageView second) throws IOException {
        ImageDifference documents = ofDocuments(first, second);
        Map<Digest, LayerFiles> read = new HashMap<>();
        NavigableMap<String, ImageFile> before = files(firstSource, first, read);
        NavigableMap<String, ImageFile> after = files(secondSource, second, read);
        return new ImageDifference(
                documents.onlyInFirst,
                documents.onlyInSecond,
                documents.inBoth,
                documents.config,
                compare(before, after));
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return onlyInFirst.isEmpty() && onlyInSecond.isEmpty() && config.isEmpty() && files.isEmpty();
    }

    private static Set<Digest> diffIds(ImageView image) {
        return new TreeSet<>(image.config().diffIds());
    }

    private static NavigableMap<String, ImageFile> files(
            ImageSource source, ImageView image, Map<Digest, LayerFiles> read) throws IOException {
        MergedFiles merged = new MergedFiles();
        for (int i = image.layers().size() - 1; i >= 0; i--) {
            ImageRecord.Layer layer = image.layers().get(i);
            LayerFiles files = read.get(layer.diffId());
            if (files == null) {
                files = new LayerFiles(source, layer, i);
                read.put(layer.diffId(), files);
            }
            merged.addBelow(files.allWithDigests());
        }
        return merged.files();
    }

    private static List<FileChange> compare(
            NavigableMap<String, ImageFile> before, NavigableMap<String, ImageFile> after) {
        Map<String, FileChange> changes = new TreeMap<>();
        after.forEach((path, file) -> {
            ImageFile old = before.get(path);
            if (old == null) {
                changes.put(path, new FileChange.Added(file));
                return;
            }
            List<String> what = differences(old, before, file, after);
            if (!what.isEmpty()) {
                changes.put(path, new FileChange.Modified(old, file, what));
            }
        });
        before.forEach((path, file) -> {
            if (!after.containsKey(path)) {
                changes.put(path, new FileChange.Removed(file));
            }
        });
        return new ArrayList<>(changes.values());
    }

    private static List<String> differences(
            ImageFile old, Map<String, ImageFile> before, ImageFile file, Map<String, ImageFile> after) {
        ImageFile oldContent = content(old, before);
        ImageFile content = content(file, after);
        List<String> what = new ArrayList<>();
        if (oldContent.type() != content.type()) {
            what.add("type");
        } else if (content.type() == ImageFile.Type.FILE && !oldContent.digest().equals(content.digest())) {
            what.add("content");
        }
        if (file.type() != ImageFile.Type.HARD_LINK && !old.link().equals(file.link())) {
            what.add("target");
        }
        if (old.mode() != file.mode()) {
            what.add("mode");
        }
        if (old.uid() != file.uid() || old.gid() != file.gid()) {
            what.add("owner");
        }
        return what;
    }

    /** The file that a hard link is to, where it is to be seen. */
    private static ImageFile content(ImageFile file, Map<String, ImageFile> files) {
        boolean link = file.type() == ImageFile.Type.HARD_LINK;
        return link ? files.getOrDefault(file.link(), file) : file;
    }

    private static void compare(List<MemberChange> changes, String path, Json first, Json second) {
        if (first instanceof Json.Obj one && second instanceof Json.Obj other) {
            Map<String, Json> members = new LinkedHashMap<>(one.members());
            other.members().forEach(members::putIfAbsent);
            for (String name : members.keySet()) {
                compare(
                        changes,
                        path.isEmpty() ? name : path + "." + name,
                        one.members().getOrDefault(name, Json.NULL),
                        other.members().getOrDefault(name, Json.NULL));
            }
        } else if (!first.equals(second)) {
            changes.add(new MemberChange(path, first, second));
        }
    }
}
