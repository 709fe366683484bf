package dev.pinisi.storage.internal;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.LayerStore;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.internal.tar.LayerTarStream;
import dev.pinisi.storage.internal.tar.LayerVerifier;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The layers that are there. */
final class Layers implements LayerStore {
    static final String INFO = "layer.json";

    private final Layout layout;

    Layers(Layout layout) {
        this.layout = layout;
    }

    @Override
    public boolean contains(Digest diffId) {
        return Files.isDirectory(layout.layerPlace(diffId));
    }

    @Override
    public Optional<LayerInfo> find(Digest diffId) {
        return SmallFiles.readJson(layout.layerPlace(diffId).resolve(INFO)).map(json -> read(diffId, json));
    }

    @Override
    public List<LayerInfo> list() {
        List<LayerInfo> infos = new ArrayList<>();
        for (Digest diffId : digests()) {
            find(diffId).ifPresent(infos::add);
        }
        return infos;
    }

    /** The DiffIDs of all layers, readable or not. */
    List<Digest> digests() {
        List<Digest> digests = new ArrayList<>();
        for (String name : Listing.of(layout.layers())) {
            Layout.digest(name).ifPresent(digests::add);
        }
        return digests;
    }

    @Override
    public InputStream openTar(Digest diffId) {
        if (!contains(diffId)) {
            throw new StorageException(
                    Kind.NOT_FOUND, "read the layer " + diffId + ": it is not in the store " + layout.root());
        }
        try {
            return new Tar(Directory.open(layout.layerPlace(diffId)));
        } catch (IOException e) {
            throw Failures.io("read the layer", layout.layerPlace(diffId), e);
        } catch (LinuxException e) {
            throw Failures.linux("read the layer", layout.layerPlace(diffId), e);
        }
    }

    @Override
    public Optional<String> damage(Digest diffId) {
        if (!contains(diffId)) {
            throw new StorageException(
                    Kind.NOT_FOUND, "check the layer " + diffId + ": it is not in the store " + layout.root());
        }
        byte[] digest = HexFormat.of().parseHex(diffId.hex());
        try (KeptAttributes kept = new KeptAttributes(layout.staging());
                Directory layer = Directory.open(layout.layerPlace(diffId))) {
            return LayerVerifier.difference(layer, diffId.hasher(), digest, kept::keeps);
        } catch (LinuxException e) {
            throw Failures.linux("check the layer", layout.layerPlace(diffId), e);
        }
    }

    /** The trees of these layers for a mount, the topmost first. */
    List<Path> trees(List<Digest> fromBase) {
        List<Path> trees = new ArrayList<>(fromBase.size());
        for (int i = fromBase.size() - 1; i >= 0; i--) {
            trees.add(layout.tree(fromBase.get(i)));
        }
        return trees;
    }

    /** The tree of the topmost layer that says what the root directory is like; the base's if none does. */
    Optional<Path> rootOf(List<Digest> fromBase) {
        for (int i = fromBase.size() - 1; i >= 0; i--) {
            Optional<LayerInfo> info = find(fromBase.get(i));
            if (i == 0 || (info.isPresent() && info.get().definesRoot())) {
                return Optional.of(layout.tree(fromBase.get(i)));
            }
        }
        return Optional.empty();
    }

    static byte[] write(LayerInfo info) {
        JsonWriter out = new JsonWriter().object();
        out.name("diffId").value(info.diffId().toString());
        out.name("archiveSize").value(info.archiveSize());
        out.name("contentSize").value(info.contentSize());
        out.name("entries").value(info.entries());
        out.name("definesRoot").value(info.definesRoot());
        return out.end().bytes();
    }

    private static LayerInfo read(Digest diffId, JsonCursor json) {
        return new LayerInfo(
                diffId,
                json.field("archiveSize").longOr(0),
                json.field("contentSize").longOr(0),
                json.field("entries").longOr(0),
                json.field("definesRoot").boolOr(false));
    }

    /** Closes the directory with the stream. */
    private static final class Tar extends FilterInputStream {
        private final Directory layer;

        Tar(Directory layer) throws IOException {
            super(LayerTarStream.open(layer));
            this.layer = layer;
        }

        @Override
        public void close() throws IOException {
            try (layer) {
                super.close();
            }
        }
    }
}
