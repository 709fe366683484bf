package dev.pinisi.image;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.config.Registries;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.config.SignatureLookaside;
import java.nio.file.Files;
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
 * @param certificates the directory of an option {@code --cert-dir}: itself one with such files, for every registry; or
 *     with what a Docker daemon wants to be shown, {@code ca.pem}, {@code cert.pem} and {@code key.pem}
 * @param userAgent what requests call their sender
 * @param signatureConfiguration the directory that stands for registries.d
 */
public record RegistryOptions(
        Registries registries,
        RegistryAuth auth,
        Optional<Boolean> tlsVerify,
        ConfigPlaces places,
        List<Path> certificateDirectories,
        Optional<Path> certificates,
        RegistryPatience patience,
        ProgressListener listener,
        String userAgent,
        Optional<Path> signatureConfiguration) {
    /** What requests call their sender if nobody says otherwise. */
    public static final String USER_AGENT = "pinisi";

    /** What the configuration files of these places say. */
    public static RegistryOptions of(ConfigPlaces places) {
        Registries registries = Registries.load(places);
        return new RegistryOptions(
                registries,
                RegistryAuth.of(places, registries.credentialHelpers()),
                Optional.empty(),
                places,
                List.of(
                        places.user("certs.d"),
                        places.etc("certs.d"),
                        places.root().resolve("etc/docker/certs.d")),
                Optional.empty(),
                RegistryPatience.DEFAULT,
                ProgressListener.SILENT,
                USER_AGENT,
                Optional.empty());
    }

    /** The same with the option {@code --tls-verify}. */
    public RegistryOptions withTlsVerify(boolean verify) {
        return new RegistryOptions(
                registries,
                auth,
                Optional.of(verify),
                places,
                certificateDirectories,
                certificates,
                patience,
                listener,
                userAgent,
                signatureConfiguration);
    }

    /** The same with another configuration. */
    public RegistryOptions withRegistries(Registries other) {
        return new RegistryOptions(
                other,
                auth,
                tlsVerify,
                places,
                certificateDirectories,
                certificates,
                patience,
                listener,
                userAgent,
                signatureConfiguration);
    }

    /** The same in another environment, which names proxies. */
    public RegistryOptions withPlaces(ConfigPlaces other) {
        return new RegistryOptions(
                registries,
                auth,
                tlsVerify,
                other,
                certificateDirectories,
                certificates,
                patience,
                listener,
                userAgent,
                signatureConfiguration);
    }

    /** The same with other credentials. */
    public RegistryOptions withAuth(RegistryAuth other) {
        return new RegistryOptions(
                registries,
                other,
                tlsVerify,
                places,
                certificateDirectories,
                certificates,
                patience,
                listener,
                userAgent,
                signatureConfiguration);
    }

    /** The same with the certificates of one directory, as an option {@code --cert-dir} asks. */
    public RegistryOptions withCertificates(Path directory) {
        return new RegistryOptions(
                registries,
                auth,
                tlsVerify,
                places,
                certificateDirectories,
                Optional.of(directory),
                patience,
                listener,
                userAgent,
                signatureConfiguration);
    }

    /** The same with other time-outs. */
    public RegistryOptions withPatience(RegistryPatience other) {
        return new RegistryOptions(
                registries,
                auth,
                tlsVerify,
                places,
                certificateDirectories,
                certificates,
                other,
                listener,
                userAgent,
                signatureConfiguration);
    }

    /** The same with somebody who is told of retries and warnings. */
    public RegistryOptions withListener(ProgressListener other) {
        return new RegistryOptions(
                registries,
                auth,
                tlsVerify,
                places,
                certificateDirectories,
                certificates,
                patience,
                other,
                userAgent,
                signatureConfiguration);
    }

    /** The same under another name. */
    public RegistryOptions withUserAgent(String other) {
        return new RegistryOptions(
                registries,
                auth,
                tlsVerify,
                places,
                certificateDirectories,
                certificates,
                patience,
                listener,
                other,
                signatureConfiguration);
    }

    /** The same with another directory for registries.d. */
    public RegistryOptions withSignatureConfiguration(Path directory) {
        return new RegistryOptions(
                registries,
                auth,
                tlsVerify,
                places,
                certificateDirectories,
                certificates,
                patience,
                listener,
                userAgent,
                Optional.of(directory));
    }

    /**
     * Where signatures are kept, as registries.d says.
     *
     * @throws dev.pinisi.config.ConfigException if a file of it is wrong
     */
    public SignatureLookaside signatureLookaside() {
        return signatureConfiguration.isPresent()
                ? SignatureLookaside.load(places, signatureConfiguration.get())
                : SignatureLookaside.load(places);
    }

    /** The directory whose certificates count for a registry. */
    public Optional<Path> certificatesFor(String host) {
        if (certificates.isPresent()) {
            return certificates;
        }
        for (Path directory : certificateDirectories) {
            if (Files.isDirectory(directory.resolve(host))) {
                return Optional.of(directory.resolve(host));
            }
        }
        return Optional.empty();
    }
}
