package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.config.Credentials;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.image.spi.PlaceOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of how an image is reached. A copy has them twice, their names beginning with {@code src-} and
 * {@code dest-}, and once more without for both.
 */
final class ImageAccess {
    private static final String AUTHFILE =
            "path of the registry credentials file. Default is ${XDG_RUNTIME_DIR}/containers/auth.json";

    private final String prefix;

    private ImageAccess(String prefix) {
        this.prefix = prefix;
    }

    /** Of a command that acts on one image. */
    static ImageAccess single() {
        return new ImageAccess("");
    }

    static ImageAccess source() {
        return new ImageAccess("src-");
    }

    static ImageAccess destination() {
        return new ImageAccess("dest-");
    }

    /** {@code --authfile}, which stands without a prefix, too. */
    static OptionTable shared(OptionTable table) {
        return table.string("authfile", AUTHFILE);
    }

    /** The options for registries. */
    OptionTable registry(OptionTable table) {
        if (!prefix.isEmpty()) {
            table.string(prefix + "authfile", AUTHFILE);
        }
        return table.string(prefix + "creds", "Use `USERNAME[:PASSWORD]` for accessing the registry")
                .string(prefix + "username", "Username for accessing the registry")
                .string(prefix + "password", "Password for accessing the registry")
                .string(prefix + "registry-token", "Provide a Bearer token for accessing the registry")
                .string(
                        prefix + "cert-dir",
                        "use certificates at `PATH` (*.crt, *.cert, *.key) to connect to the registry or daemon")
                .flag(
                        prefix + "tls-verify",
                        "require HTTPS and verify certificates when talking to the container registry or daemon")
                .flag(prefix + "no-creds", "Access the registry anonymously");
    }

    /** The options for registries and for other places. */
    OptionTable all(OptionTable table) {
        return registry(table)
                .string(prefix + "shared-blob-dir", "`DIRECTORY` to use to share blobs across OCI repositories")
                .string(prefix + "daemon-host", "use docker daemon host at `HOST` (docker-daemon: only)");
    }

    /** What opening a place needs. */
    ImageTransport.Context context(Invocation call) {
        return context(call, List.of());
    }

    /**
     * The same for a place that is written.
     *
     * @param additionalNames what {@code docker-archive:} shall name the image, too
     */
    ImageTransport.Context context(Invocation call, List<String> additionalNames) {
        Arguments arguments = call.arguments();
        PlaceOptions places = arguments.knows(prefix + "shared-blob-dir")
                ? new PlaceOptions(
                        path(arguments, "shared-blob-dir"),
                        arguments.knows(prefix + "oci-accept-uncompressed-layers")
                                && arguments.flag(prefix + "oci-accept-uncompressed-layers"),
                        text(arguments, "daemon-host"),
                        additionalNames)
                : PlaceOptions.NONE;
        return new ImageTransport.Context(registries(call), call.globals().temporary(), places);
    }

    /** How registries are talked to. */
    RegistryOptions registries(Invocation call) {
        Arguments arguments = call.arguments();
        ConfigPlaces places = call.globals().places();
        RegistryOptions options = RegistryOptions.of(places)
                .withAuth(auth(arguments, places))
                .withUserAgent(userAgent(call.globals().userAgentPrefix()));
        Optional<String> certificates = text(arguments, "cert-dir");
        if (certificates.isPresent()) {
            options = options.withCertificates(Path.of(certificates.get()));
        }
        String signatures = call.globals().registriesDirectory();
        if (!signatures.isEmpty()) {
            options = options.withSignatureConfiguration(Path.of(signatures));
        }
        if (arguments.has(prefix + "tls-verify")) {
            options = options.withTlsVerify(arguments.flag(prefix + "tls-verify"));
        } else if (!prefix.isEmpty() && arguments.knows("tls-verify") && arguments.has("tls-verify")) {
            options = options.withTlsVerify(arguments.flag("tls-verify"));
        }
        return options;
    }

    private static String userAgent(String before) {
        String own = ImageTool.NAME + "/" + ImageTool.version();
        return before.isEmpty() ? own : before + " " + own;
    }

    private RegistryAuth auth(Arguments arguments, ConfigPlaces places) {
        boolean anonymous = arguments.flag(prefix + "no-creds");
        boolean user = arguments.has(prefix + "username");
        boolean both = arguments.has(prefix + "creds");
        if (both && anonymous) {
            throw new Failure("creds and no-creds cannot be specified at the same time");
        }
        if (user && anonymous) {
            throw new Failure("username and no-creds cannot be specified at the same time");
        }
        if (both && user) {
            throw new Failure("creds and username cannot be specified at the same time");
        }
        if (user != arguments.has(prefix + "password")) {
            throw new Failure(
                    user
                            ? "password must be specified when username is specified"
                            : "username must be specified when password is specified");
        }
        Optional<String> token = text(arguments, "registry-token");
        if (token.isPresent()) {
            return RegistryAuth.fixed(new Credentials.BearerToken(token.get()));
        }
        if (anonymous) {
            return RegistryAuth.none();
        }
        if (user) {
            return RegistryAuth.fixed(new Credentials.Basic(
                    arguments.string(prefix + "username"), arguments.string(prefix + "password")));
        }
        return both ? RegistryAuth.fixed(credentials(arguments.string(prefix + "creds"))) : files(arguments, places);
    }

    private RegistryAuth files(Arguments arguments, ConfigPlaces places) {
        String own = arguments.string(prefix + "authfile");
        String file = own.isEmpty() ? arguments.string("authfile") : own;
        return file.isEmpty() ? RegistryAuth.of(places) : RegistryAuth.ofFile(places, Path.of(file));
    }

    /** {@code USERNAME[:PASSWORD]}. */
    static Credentials credentials(String text) {
        if (text.isEmpty()) {
            throw new Failure("credentials can't be empty");
        }
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        if (user.isEmpty()) {
            throw new Failure("username can't be empty");
        }
        return new Credentials.Basic(user, colon < 0 ? "" : text.substring(colon + 1));
    }

    private Optional<Path> path(Arguments arguments, String name) {
        Optional<String> value = text(arguments, name);
        return value.isPresent() ? Optional.of(Path.of(value.get())) : Optional.empty();
    }

    private Optional<String> text(Arguments arguments, String name) {
        String value = arguments.string(prefix + name);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
