package dev.pinisi.image.internal.registry;

import dev.pinisi.config.SignatureLookaside;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.Signature;
import dev.pinisi.image.internal.archive.SignatureFile;
import dev.pinisi.image.internal.http.HttpClient;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.http.TlsSettings;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository's part of a signature storage: files {@code BASE/PATH@ALGORITHM=HASH/signature-N}, N from 1 without a gap,
 * in a directory or on any web server (containers-registries.d(5); "Signature access protocols" of containers/image).
 */
final class Lookaside {
    /** What the peers read at most of one signature. */
    private static final int MOST_BYTES = 4 << 20;

    private final SignatureLookaside configuration;
    private final List<String> scopes;
    private final String path;
    private final RegistryOptions options;

    /**
     * @param scopes those of the image, the narrowest first
     * @param path the repository's, {@code library/busybox}
     */
    Lookaside(SignatureLookaside configuration, List<String> scopes, String path, RegistryOptions options) {
        this.configuration = configuration;
        this.scopes = scopes;
        this.path = path;
        this.options = options;
    }

    /** The signatures of a manifest, in their order. */
    List<Signature> read(Digest manifest) {
        URI directory = directory(configuration.reading(scopes), manifest);
        List<Signature> found = new ArrayList<>();
        while (found.size() < SignatureFile.MOST) {
            URI file = file(directory, found.size() + 1);
            Optional<byte[]> bytes = file.getScheme().equals("file") ? local(file) : remote(file);
            if (bytes.isEmpty()) {
                return found;
            }
            try {
                found.add(SignatureFile.read(bytes.get()));
            } catch (ImageException e) {
                throw e.within(file.toString());
            }
        }
        throw new ImageException(
                Kind.CORRUPT,
                "there are " + found.size() + " signatures or more at " + directory + "; that many are not read");
    }

    /** Makes these the signatures of the manifest. */
    void write(Digest manifest, List<Signature> signatures) {
        URI directory = directory(configuration.writing(scopes), manifest);
        if (!directory.getScheme().equals("file")) {
            throw new ImageException(
                    Kind.NOT_STORED,
                    "signatures cannot be written to " + directory
                            + "; add a lookaside-staging: file:///DIRECTORY to registries.d");
        }
        Path target = Path.of(directory.getPath());
        try {
            Files.createDirectories(target);
            for (int i = 0; i < signatures.size(); i++) {
                replace(target, SignatureFile.name(i + 1), SignatureFile.write(signatures.get(i)));
            }
            // readers stop at the first gap
            for (int i = signatures.size() + 1; Files.deleteIfExists(target.resolve(SignatureFile.name(i))); i++) {}
        } catch (IOException e) {
            throw new ImageException(
                    Kind.NOT_STORED, "signatures cannot be written to " + target + ": " + Failures.describe(e), e);
        }
    }

    private static void replace(Path directory, String name, byte[] bytes) throws IOException {
        Path staged = Files.createTempFile(directory, ".signature", null);
        try {
            Files.write(staged, bytes);
            Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(staged, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    private URI directory(URI base, Digest manifest) {
        String top = base.toString();
        int end = top.length();
        while (top.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(top.substring(0, end) + "/" + path + "@" + manifest.algorithm() + "=" + manifest.hex());
    }

    private static URI file(URI directory, int number) {
        return URI.create(directory + "/" + SignatureFile.name(number));
    }

    private static Optional<byte[]> local(URI file) {
        Path path = Path.of(file.getPath());
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ImageException(Kind.CORRUPT, path + " has more than " + MOST_BYTES + " bytes: no signature");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ImageException(
                    Kind.UNREACHABLE, "the signature " + path + " cannot be read: " + Failures.describe(e), e);
        }
    }

    private Optional<byte[]> remote(URI file) {
        HttpClient http = new HttpClient(
                options.patience().connect(),
                options.patience().stall(),
                options.places(),
                TlsSettings.of(
                        options.certificatesFor(file.getAuthority()),
                        options.tlsVerify().orElse(true)),
                options.userAgent());
        Backoff backoff = new Backoff(options.patience());
        while (true) {
            String problem;
            try (HttpResponse response = http.get(file, Map.of())) {
                if (response.status() == 404) {
                    return Optional.empty();
                }
                if (response.status() == 200) {
                    return Optional.of(response.bytes(MOST_BYTES));
                }
                problem = "the server answered " + response.status();
                if (!Refusals.isTransient(response.status())) {
                    throw unreachable(file, problem);
                }
            } catch (IOException e) {
                problem = Failures.describe(e);
                if (Failures.isFinal(e) || e instanceof HttpResponse.TooLongException) {
                    throw unreachable(file, problem);
                }
            }
            if (!backoff.another()) {
                throw unreachable(file, problem);
            }
            options.listener().retrying("signature " + file, problem);
            backoff.pause(Duration.ZERO);
        }
    }

    private static ImageException unreachable(URI file, String problem) {
        return new ImageException(Kind.UNREACHABLE, "the signature " + file + " could not be had: " + problem);
    }
}
