package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.BlobInfoCache;
import dev.pinisi.image.Compression;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.TransferOptions.Format;
import java.util.Optional;
import java.util.OptionalInt;

/** The options of how images change on the way, which {@code copy} and {@code sync} have. */
final class CopyFlags {
    private CopyFlags() {}

    static OptionTable shared(OptionTable table) {
        return table.flag("remove-signatures", "Do not copy signatures from source")
                .string("sign-by", "Sign the image using a GPG key with the specified `FINGERPRINT`")
                .string("sign-by-sigstore-private-key", "Sign the image using a sigstore private key at `PATH`")
                .string("sign-passphrase-file", "Read a passphrase for signing an image from `PATH`")
                .string(
                        "format,f",
                        "MANIFEST TYPE (oci or v2s2) to use in the destination (default is manifest type of source, with"
                                + " fallbacks)")
                .flag("preserve-digests", "Preserve digests of images and lists")
                .flag("tls-verify", "")
                .unsupported("sign-by-sigstore sign-by-sq-fingerprint");
    }

    /** What only a copy to any place has. */
    static OptionTable destination(OptionTable table) {
        return table.flag(
                        "dest-compress",
                        "Compress tarball image layers when saving to directory using the 'dir' transport. (default is"
                                + " same compression type as source)")
                .flag(
                        "dest-decompress",
                        "Decompress tarball image layers when saving to directory using the 'dir' transport. (default is"
                                + " same compression type as source)")
                .flag(
                        "dest-oci-accept-uncompressed-layers",
                        "Allow uncompressed image layers when saving to an OCI image using the 'oci' transport. (default"
                                + " is to compress things that aren't compressed)")
                .string("dest-compress-format", "`FORMAT` to use for the compression")
                .integer("dest-compress-level", "`LEVEL` to use for the compression", "")
                .flag(
                        "dest-force-compress-format",
                        "Force exclusive use of the compression algorithm set in --dest-compress-format")
                .flag(
                        "dest-precompute-digests",
                        "Precompute digests to prevent uploading layers already on the registry using the 'docker'"
                                + " transport.");
    }

    /** What all copies of a command have in common. */
    static TransferOptions.Builder read(Invocation call) {
        Arguments arguments = call.arguments();
        if (arguments.has("tls-verify")) {
            call.log().warn("'--tls-verify' is deprecated, instead use: --src-tls-verify, --dest-tls-verify");
        }
        return TransferOptions.builder()
                .format(format(arguments))
                .preserveDigests(arguments.flag("preserve-digests"))
                .removeSignatures(arguments.flag("remove-signatures"))
                .known(BlobInfoCache.usual(call.globals().places()))
                .cancel(call.cancel());
    }

    private static Format format(Arguments arguments) {
        String format = arguments.string("format");
        return switch (format) {
            case "oci" -> Format.OCI;
            case "v2s2" -> Format.DOCKER;
            case "v2s1" ->
                throw new Failure("format \"v2s1\" is not supported: Docker gave it up in 2017; use v2s2 or oci");
            case "" -> {
                if (arguments.has("format")) {
                    throw unknownFormat(format);
                }
                yield Format.KEEP;
            }
            default -> throw unknownFormat(format);
        };
    }

    private static Failure unknownFormat(String format) {
        return new Failure(
                "unknown format " + Quoted.of(format) + ". Choose one of the supported formats: 'oci' or 'v2s2'");
    }

    /** What layers are to be compressed with; empty: as they are. */
    static Optional<Compression> compression(Invocation call, String destination) {
        Arguments arguments = call.arguments();
        boolean directory = destination.startsWith("dir:");
        for (String option : new String[] {"dest-compress", "dest-decompress"}) {
            if (arguments.flag(option) && !directory) {
                call.log().warn("--" + option + " can only be used if the destination transport is 'dir'");
            }
        }
        if (directory && arguments.flag("dest-decompress")) {
            return Optional.of(new Compression(Compression.Format.NONE, OptionalInt.empty(), true));
        }
        String format = arguments.string("dest-compress-format");
        boolean leveled = arguments.has("dest-compress-level");
        if (format.isEmpty() && !leveled && !(directory && arguments.flag("dest-compress"))) {
            return Optional.empty();
        }
        OptionalInt level = leveled
                ? OptionalInt.of(Math.clamp(arguments.number("dest-compress-level"), -1, 99))
                : OptionalInt.empty();
        return Optional.of(new Compression(
                format.isEmpty() ? Compression.Format.GZIP : Compression.Format.of(format),
                level,
                arguments.flag("dest-force-compress-format")));
    }
}
