package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryRepository;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Descriptor;
import java.util.List;

/** {@code docker://}: registries. */
public final class RegistryTransport implements ImageTransport {
    @Override
    public String name() {
        return "docker";
    }

    @Override
    public ImageSource open(String place, Context context) {
        return new RegistrySource(reference(place), context.registries());
    }

    @Override
    public BlobDestination create(String place, Context context) {
        return new RegistryDestination(reference(place), context.registries());
    }

    /** Deletes the manifest that the name stands for, and with it every tag of that manifest. */
    @Override
    public void delete(String place, Context context) {
        ImageReference reference = reference(place).orLatest();
        RegistryRepository repository = RegistryRepository.writable(reference.repository(), context.registries());
        String name = reference.digest().isPresent()
                ? reference.digest().get().toString()
                : reference.tag().orElseThrow();
        Descriptor image = repository
                .find(name)
                .orElseThrow(() -> new ImageException(Kind.NOT_FOUND, "there is no image " + reference));
        repository.delete(image.digest().toString());
    }

    /** The repository's tags; a tag in the place does not matter. */
    @Override
    public List<String> list(String place, Context context) {
        return RegistryRepository.of(reference(place).repository(), context.registries())
                .tags();
    }

    private static ImageReference reference(String place) {
        if (!place.startsWith("//")) {
            throw new ImageException(
                    Kind.INVALID, "invalid image location \"docker:" + place + "\": docker://NAME expected");
        }
        return ImageReference.parse(place.substring(2));
    }
}
