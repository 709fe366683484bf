package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.config.Registries;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.config.RegistryLogins;
import dev.pinisi.image.ImageReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a login is for, and where it is kept.
 *
 * @param key {@code host[:port][/path…]}: what the credentials are for
 */
record Login(String key, ConfigPlaces places, Arguments arguments) {
    static OptionTable options(OptionTable table) {
        return table.string(
                        "authfile",
                        "path of the authentication file. Use REGISTRY_AUTH_FILE environment variable to override")
                .string("compat-auth-file", "path of a Docker-compatible config file to update instead")
                .flag("tls-verify", "require HTTPS and verify certificates when accessing the registry");
    }

    /** The registry of a command's only word: an address, a host, or a host with a path. */
    static Login of(Invocation call, String word) {
        Arguments arguments = call.arguments();
        if (arguments.has("authfile") && arguments.has("compat-auth-file")) {
            throw new Failure(
                    "options for paths to the credential file and to the Docker-compatible credential file can"
                            + " not be set simultaneously");
        }
        boolean address = word.startsWith("https://") || word.startsWith("http://");
        String key = address ? String.valueOf(URI.create(word).getRawAuthority()) : word;
        if (key.indexOf('/') >= 0) {
            ImageReference repository = ImageReference.parse(key);
            if (repository.tag().isPresent() || repository.digest().isPresent()) {
                throw new Failure("reference " + Quoted.of(key) + " contains tag or digest");
            }
        }
        return new Login(key, call.globals().places(), arguments);
    }

    String registry() {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    /** What is known of the user by now. */
    RegistryAuth known() {
        String file = file();
        return file.isEmpty() ? RegistryAuth.of(places) : RegistryAuth.ofFile(places, Path.of(file));
    }

    RegistryLogins store() {
        String compatible = arguments.string("compat-auth-file");
        if (!compatible.isEmpty()) {
            return RegistryLogins.ofDockersFile(places, Path.of(compatible));
        }
        String file = file();
        return file.isEmpty()
                ? RegistryLogins.of(places, Registries.load(places).credentialHelpers())
                : RegistryLogins.ofFile(places, Path.of(file));
    }

    /** Fails if a file is named that is not there. */
    void requireFile() {
        String file = file();
        if (!file.isEmpty() && !Files.exists(Path.of(file))) {
            throw new Failure("credential file is not accessible: " + file + ": no such file or directory");
        }
    }

    private String file() {
        String compatible = arguments.string("compat-auth-file");
        return compatible.isEmpty() ? arguments.string("authfile") : compatible;
    }
}
