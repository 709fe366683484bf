package dev.pinisi.storage.internal;

import dev.pinisi.json.JsonException;
import dev.pinisi.spec.ContainerDefaults;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.RawDocument;
import dev.pinisi.spec.SpecException;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.StoredImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image as its files say.
 *
 * @param found its names of both kinds, where they are known already
 * @param isReadOnly whether it is an additional store's
 * @param all where to look for them otherwise; that takes a look at every name, which running an image needs not
 */
record ImageView(Path directory, ImageFile file, Optional<List<String>> found, Names all, boolean isReadOnly)
        implements StoredImage {
    static final String MANIFEST = "manifest";
    static final String CONFIG = "config";
    static final String DIRECTORIES = "directories";

    @Override
    public Digest id() {
        return file.id();
    }

    @Override
    public List<String> names() {
        return selected(false);
    }

    @Override
    public List<String> repoDigests() {
        return selected(true);
    }

    private List<String> selected(boolean withDigest) {
        List<String> selected = new ArrayList<>();
        for (String name : found.isPresent() ? found.get() : all.of(id())) {
            if (name.indexOf('@') >= 0 == withDigest) {
                selected.add(name);
            }
        }
        return selected;
    }

    @Override
    public Digest digest() {
        return file.digest();
    }

    @Override
    public String created() {
        return file.created();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public List<Digest> layers() {
        return file.layers();
    }

    @Override
    public ImageManifest manifest() {
        try {
            return ImageManifest.parse(read(MANIFEST));
        } catch (JsonException | SpecException e) {
            throw damaged(MANIFEST, digest());
        }
    }

    @Override
    public ImageConfig config() {
        try {
            return ImageConfig.parse(read(CONFIG));
        } catch (JsonException | SpecException e) {
            throw damaged(CONFIG, id());
        }
    }

    @Override
    public ContainerDefaults defaults() {
        return config().defaults();
    }

    @Override
    public void verify() {
        verify(MANIFEST, digest());
        verify(CONFIG, id());
    }

    private void verify(String name, Digest digest) {
        if (!read(name).hasDigest(digest)) {
            throw damaged(name, digest);
        }
    }

    private StorageException damaged(String name, Digest digest) {
        return new StorageException(
                Kind.DAMAGED,
                "read " + directory.resolve(name) + ": it is not what its digest " + digest
                        + " says; remove the image and pull it again");
    }

    private RawDocument read(String name) {
        Optional<byte[]> bytes = SmallFiles.read(directory.resolve(name));
        if (bytes.isEmpty()) {
            throw new StorageException(
                    Kind.NOT_FOUND, "read the " + name + " of image " + id() + ": it is gone; pull it again");
        }
        return RawDocument.of(bytes.get());
    }
}
