package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code oci:DIRECTORY[:NAME|:@INDEX]}: an OCI layout. */
public final class OciTransport implements ImageTransport {
    @Override
    public String name() {
        return "oci";
    }

    @Override
    public ImageSource open(String place, Context context) {
        return OciLayout.image(name() + ":" + place, files(place, context), LayoutPlace.parse(name(), place))
                .withNetwork(context.registries());
    }

    @Override
    public BlobDestination create(String place, Context context) {
        LayoutPlace parsed = LayoutPlace.parse(name(), place);
        LayerForm layers = context.options().acceptUncompressed() ? LayerForm.ANY : LayerForm.COMPRESSED;
        String location = name() + ":" + place;
        try {
            FileSink files = new DirectorySink(parsed.path());
            Optional<Path> shared = context.options().sharedBlobs();
            LayoutWriter writer = shared.isPresent()
                    ? LayoutWriter.sharing(location, files, new DirectorySink(shared.get()), layers)
                    : LayoutWriter.of(location, files, layers);
            return new OwnedDestination(writer.image(parsed.names()), writer::finish, files);
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, location + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void delete(String place, Context context) {
        LayoutPlace parsed = LayoutPlace.parse(name(), place);
        FileSet files = files(place, context);
        LayoutDeletion.delete(
                parsed,
                OciLayout.image(name() + ":" + place, files, parsed),
                context.options().sharedBlobs().isPresent());
    }

    @Override
    public List<String> list(String place, Context context) {
        return OciLayout.names(name() + ":" + place, files(place, context));
    }

    private FileSet files(String place, Context context) {
        Path directory = LayoutPlace.parse(name(), place).path();
        if (!Files.isDirectory(directory)) {
            throw new ImageException(Kind.NO_PLACE, name() + ":" + place + ": there is no directory " + directory);
        }
        FileSet files = new DirectoryFiles(directory);
        Optional<Path> shared = context.options().sharedBlobs();
        return shared.isPresent() ? new SharedBlobs(files, new DirectoryFiles(shared.get())) : files;
    }
}
