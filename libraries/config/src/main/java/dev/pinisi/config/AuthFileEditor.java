package dev.pinisi.config;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes the entries of one auth.json or Docker config.json, and nothing else in it. */
final class AuthFileEditor {
    private static final int INDENT = 8;

    private final Path path;
    private final CredentialHelper helper;
    private final boolean dockers;

    /**
     * @param dockers whether the file is Docker's, which knows hosts only, by Docker's names
     */
    AuthFileEditor(Path path, CredentialHelper helper, boolean dockers) {
        this.path = path;
        this.helper = helper;
        this.dockers = dockers;
    }

    /** Stores credentials: with the helper that the file names for the host, else in the file. */
    void store(RegistryKey key, Credentials credentials) {
        String program = helperFor(key);
        if (!program.isEmpty()) {
            helper.store(program, written(key), credentials);
            return;
        }
        Map<String, Json> file = members(AuthFile.document(path));
        Map<String, Json> auths = members(file.getOrDefault("auths", Json.NULL));
        auths.put(written(key), entry(credentials));
        file.put("auths", new Json.Obj(auths));
        write(file);
    }

    /** Removes credentials; says whether there were any. */
    boolean remove(RegistryKey key) {
        String program = helperFor(key);
        boolean removed = !program.isEmpty() && helper.erase(program, written(key));
        Map<String, Json> file = members(AuthFile.document(path));
        Map<String, Json> auths = members(file.getOrDefault("auths", Json.NULL));
        boolean entry = auths.keySet().removeIf(known -> known.equals(key.text()) || key.names(known));
        if (entry) {
            file.put("auths", new Json.Obj(auths));
            write(file);
        }
        return removed || entry;
    }

    /** Removes all credentials, those that the file's helpers keep, too. */
    void removeAll() {
        Map<String, Json> file = members(AuthFile.document(path));
        for (Map.Entry<String, Json> own :
                members(file.getOrDefault("credHelpers", Json.NULL)).entrySet()) {
            if (own.getValue() instanceof Json.Str program) {
                helper.erase(program.value(), own.getKey());
            }
        }
        if (file.remove("auths") != null) {
            write(file);
        }
    }

    private String helperFor(RegistryKey key) {
        AuthFile file = AuthFile.read(path);
        String own = file.helperOf(key.host());
        if (!own.isEmpty() || !dockers) {
            return own;
        }
        return file.keyStore();
    }

    private String written(RegistryKey key) {
        if (dockers && !key.isHost()) {
            throw new ConfigException(
                    path.toString(), "Docker's file has credentials for whole registries only, not for " + key.text());
        }
        return dockers ? key.dockers() : key.text();
    }

    private static Json entry(Credentials credentials) {
        Map<String, Json> members = new LinkedHashMap<>();
        switch (credentials) {
            case Credentials.Basic basic -> {
                byte[] pair = (basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
                members.put("auth", new Json.Str(Base64.getEncoder().encodeToString(pair)));
            }
            case Credentials.IdentityToken identity -> {
                members.put("auth", new Json.Str(""));
                members.put("identitytoken", new Json.Str(identity.token()));
            }
            case Credentials.Anonymous none -> throw new IllegalArgumentException("nothing to store");
            case Credentials.BearerToken token -> throw new IllegalArgumentException("bearer tokens are not stored");
        }
        return new Json.Obj(members);
    }

    private Map<String, Json> members(Json value) {
        return switch (value) {
            case Json.Obj object -> new LinkedHashMap<>(object.members());
            case Json.Null absent -> new LinkedHashMap<>();
            default -> throw new ConfigException(path.toString(), "an object expected; it was left as it is");
        };
    }

    /** Readers see the old file or the new one; nobody but the user can read either. */
    private void write(Map<String, Json> file) {
        try {
            // a file that is a link stays one
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path directory = target.getParent();
            if (directory == null) {
                throw new IOException("it has no directory");
            }
            createDirectories(directory);
            Path staging = Files.createTempFile(
                    directory,
                    ".auth",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.write(
                        staging,
                        new JsonWriter(INDENT).value(new Json.Obj(file)).bytes());
                Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(staging);
            }
        } catch (IOException e) {
            throw new ConfigException(path.toString(), "cannot be written: " + e.getMessage());
        }
    }

    private static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
