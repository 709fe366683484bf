package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.util.List;

/** {@code oci-archive:FILE[:NAME|:@INDEX]}: an OCI layout in a tar archive. Writing replaces the file. */
public final class OciArchiveTransport implements ImageTransport {
    @Override
    public String name() {
        return "oci-archive";
    }

    @Override
    public ImageSource open(String place, Context context) {
        LayoutPlace parsed = LayoutPlace.parse(name(), place);
        String location = name() + ":" + place;
        FileSet files = Spool.open(parsed.path(), context.temporary());
        return OwningSource.of(
                files, () -> OciLayout.image(location, files, parsed).withNetwork(context.registries()));
    }

    @Override
    public BlobDestination create(String place, Context context) {
        LayoutPlace parsed = LayoutPlace.parse(name(), place);
        LayerForm layers = context.options().acceptUncompressed() ? LayerForm.ANY : LayerForm.COMPRESSED;
        String location = name() + ":" + place;
        try {
            FileSink sink = TarFileSink.at(parsed.path());
            LayoutWriter writer = LayoutWriter.archive(location, sink, layers);
            return new OwnedDestination(writer.image(parsed.names()), writer::finish, sink);
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, location + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> list(String place, Context context) {
        LayoutPlace parsed = LayoutPlace.parse(name(), place);
        try (FileSet files = Spool.open(parsed.path(), context.temporary())) {
            return OciLayout.names(name() + ":" + place, files);
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, name() + ":" + place + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
