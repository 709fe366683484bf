package dev.pinisi.tool;

import dev.pinisi.commandline.Fields;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.HistoryStep;
import dev.pinisi.engine.ImageFilter;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.ImageLayer;
import dev.pinisi.engine.Images;
import dev.pinisi.engine.ImportSpec;
import dev.pinisi.engine.MountedImage;
import dev.pinisi.engine.PullListener;
import dev.pinisi.engine.PullOptions;
import dev.pinisi.engine.RemovedImage;
import dev.pinisi.image.ProgressListener;
import dev.pinisi.json.Json;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.RootFilesystem.Change;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images in memory. */
record FakeImages(List<String> calls, List<ImageInfo> all) implements Images {
    FakeImages(List<String> calls) {
        this(calls, new ArrayList<>());
    }

    /** Puts an image in, or one without a name. */
    void add(String id, String... names) {
        add(id, false, names);
    }

    /** Puts an image of an additional store in. */
    void addReadOnly(String id, String... names) {
        add(id, true, names);
    }

    private void add(String id, boolean readOnly, String... names) {
        all.add(new ImageInfo(
                id.repeat(64),
                List.of(names),
                "sha256:" + "d".repeat(64),
                Instant.now().minusSeconds(3600),
                2_217_807,
                Map.of(),
                0,
                readOnly));
    }

    @Override
    public ImageInfo pull(String reference, PullOptions options, PullListener progress) {
        progress.trying(reference);
        calls.add("pull " + reference + " " + options.policy());
        Descriptor layer = new Descriptor("application/x", Digest.sha256("x".getBytes(StandardCharsets.UTF_8)), 10);
        progress.layerStarted(layer);
        progress.layerDone(layer, ProgressListener.Outcome.COPIED);
        add("e", reference);
        return all.get(all.size() - 1);
    }

    @Override
    public List<String> load(Path archive, String signaturePolicy, ProgressListener progress) {
        return List.of("localhost/loaded:latest");
    }

    @Override
    public void save(List<String> names, String format, OutputStream out) {
        calls.add("save " + names + " " + format);
    }

    @Override
    public void save(List<String> names, String format, Path place) {
        calls.add("save " + names + " " + format + " " + place);
    }

    @Override
    public void tag(String image, String newName) {
        calls.add("tag " + image + " " + newName);
    }

    @Override
    public void untag(String image, List<String> names) {
        calls.add("untag " + image + " " + names);
    }

    @Override
    public RemovedImage remove(String image, boolean force) {
        ImageInfo info = find(image).orElseThrow(() -> missing(image));
        return new RemovedImage(info.names(), List.of(info.id()), info.size());
    }

    @Override
    public RemovedImage removeUnused(String image) {
        calls.add("remove unused " + image);
        return remove(image, false);
    }

    @Override
    public Optional<ImageInfo> find(String nameOrId) {
        return all.stream()
                .filter(image -> image.id().startsWith(nameOrId)
                        || image.names().stream().anyMatch(name -> name.contains(nameOrId)))
                .findFirst();
    }

    @Override
    public List<ImageInfo> list(ImageFilter filter) {
        calls.add("images " + filter.terms());
        return all;
    }

    @Override
    public Json.Obj inspect(String nameOrId) {
        ImageInfo info = find(nameOrId).orElseThrow(() -> missing(nameOrId));
        return new Fields()
                .text("Id", info.id())
                .strings("RepoTags", info.names())
                .object();
    }

    @Override
    public String importFiles(InputStream archive, ImportSpec spec) {
        calls.add("import " + spec);
        return "b".repeat(64);
    }

    @Override
    public List<HistoryStep> history(String nameOrId) {
        ImageInfo info = find(nameOrId).orElseThrow(() -> missing(nameOrId));
        String command = "/bin/sh -c #(nop) ADD file:0123456789abcdef in /";
        return List.of(
                new HistoryStep(info.id(), info.names(), Instant.EPOCH, "/bin/sh", 12_288, "a comment"),
                new HistoryStep("<missing>", List.of(), Instant.EPOCH, command, 2_216_448, ""));
    }

    @Override
    public Optional<ImageLayer> layers(String nameOrId, boolean whatRequires) {
        ImageLayer one = new ImageLayer("sha256:" + "1".repeat(64), 12_288, List.of("localhost/one:latest"), List.of());
        ImageLayer other = new ImageLayer("sha256:" + "2".repeat(64), 0, List.of(), List.of());
        List<ImageLayer> above = whatRequires ? List.of(one, other) : List.of(one);
        return Optional.of(new ImageLayer("sha256:" + "0".repeat(64), 2_216_448, List.of(), above));
    }

    @Override
    public List<Change> changes(String nameOrId) {
        find(nameOrId).orElseThrow(() -> missing(nameOrId));
        return List.of(new Change(Change.Kind.ADDED, "/bin"));
    }

    @Override
    public MountedImage mount(String nameOrId) {
        ImageInfo info = find(nameOrId).orElseThrow(() -> missing(nameOrId));
        calls.add("mount " + nameOrId);
        return new MountedImage(info, Path.of("/mounted", nameOrId));
    }

    @Override
    public String unmount(String nameOrId, boolean force) {
        calls.add("unmount " + nameOrId + " " + force);
        return find(nameOrId).orElseThrow(() -> missing(nameOrId)).id();
    }

    @Override
    public List<MountedImage> mounted() {
        return all.stream()
                .map(info -> new MountedImage(info, Path.of("/mounted", info.id())))
                .toList();
    }

    private static EngineException missing(String name) {
        return new EngineException(EngineException.Kind.NO_SUCH_IMAGE, name, name + ": image not known");
    }
}
