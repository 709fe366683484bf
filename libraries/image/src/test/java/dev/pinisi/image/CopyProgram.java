package dev.pinisi.image;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** {@code SOURCE DESTINATION [COMPRESSION [LEVEL]]}: a process that copies, to be killed or timed. */
final class CopyProgram {
    private CopyProgram() {}

    public static void main(String[] args) throws IOException {
        Path temporary = Files.createTempDirectory("copy-");
        RegistryOptions registries =
                RegistryOptions.of(ConfigPlaces.ofThisProcess()).withTlsVerify(false);
        ImageTransport.Context context = new ImageTransport.Context(registries, temporary);
        TransferOptions.Builder options = TransferOptions.builder();
        if (args.length > 2) {
            OptionalInt level = args.length > 3 ? OptionalInt.of(Integer.parseInt(args[3])) : OptionalInt.empty();
            options.compression(new Compression(Compression.Format.of(args[2]), level, false));
        }
        try (ImageSource source = Transports.open(args[0], context);
                BlobDestination destination = Transports.create(args[1], context)) {
            System.out.println("copying");
            System.out.println(
                    ImageCopier.copy(source, destination, options.build()).raw().digest());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
