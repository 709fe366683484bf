package dev.pinisi.image;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.config.Registries;
import dev.pinisi.config.RegistryAuth;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How registries are talked to.
 *
 * @param tlsVerify as the option {@code --tls-verify} says; where it does not, registries.conf does
 * @param places the environment that names proxies
 * @param certificateDirectories searched for a directory {@code host[:port]} with {@code *.crt}, {@code *.cert} and
 *     {@code *.key}
 */
public record RegistryOptions(
        Registries registries,
        RegistryAuth auth,
        Optional<Boolean> tlsVerify,
        ConfigPlaces places,
        List<Path> certificateDirectories,
        RegistryPatience patience,
        ProgressListener listener) {

    /** What the configuration files of these places say. */
    public static RegistryOptions of(ConfigPlaces places) {
        return new RegistryOptions(
                Registries.load(places),
                RegistryAuth.of(places),
                Optional.empty(),
                places,
                List.of(
                        places.user("certs.d"),
                        places.etc("certs.d"),
                        places.root().resolve("etc/docker/certs.d")),
                RegistryPatience.DEFAULT,
                ProgressListener.SILENT);
    }

    /** The same with the option {@code --tls-verify}. */
    public RegistryOptions withTlsVerify(boolean verify) {
        return new RegistryOptions(
                registries, auth, Optional.of(verify), places, certificateDirectories, patience, listener);
    }

    /** The same with other credentials. */
    public RegistryOptions withAuth(RegistryAuth other) {
        return new RegistryOptions(registries, other, tlsVerify, places, certificateDirectories, patience, listener);
    }

    /** The same with other time-outs. */
    public RegistryOptions withPatience(RegistryPatience other) {
        return new RegistryOptions(registries, auth, tlsVerify, places, certificateDirectories, other, listener);
    }

    /** The same with somebody who is told of retries. */
    public RegistryOptions withListener(ProgressListener other) {
        return new RegistryOptions(registries, auth, tlsVerify, places, certificateDirectories, patience, other);
    }
}
