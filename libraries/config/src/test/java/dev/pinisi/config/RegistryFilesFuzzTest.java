package dev.pinisi.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** auth.json and registries.conf are read, or refused with the file's name, whatever is in them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RegistryFilesFuzzTest {
    private static final int ROUNDS = 800;
    private static final String NASTY = "\0\n\t \"'\\,:=[]{}#.*/@0aZ\u00ff";

    @TempDir
    Path root;

    private static byte[] mutated(Random random, String valid) {
        StringBuilder text = new StringBuilder(valid);
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, text.substring(at, end).repeat(random.nextInt(40)));
                default -> text.setCharAt(at, NASTY.charAt(random.nextInt(NASTY.length())));
            }
            text.append(' ');
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void auth_files() throws IOException {
        Path file = root.resolve("auth.json");
        ConfigPlaces places = new Host(root).places();
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            Files.write(
                    file,
                    mutated(
                            random,
                            "{\"auths\":{\"r.example/a\":{\"auth\":\"YTpi\"},\"https://index.docker.io/v1/\":{\"identitytoken\":\"T\"}},\"credHelpers\":{}}"));
            try {
                assertThat(RegistryAuth.ofFile(places, file).find("r.example/a/b"))
                        .isNotNull();
                RegistryLogins.ofFile(places, file).store("r.example", new Credentials.Basic("me", "x"));
                assertThat(RegistryAuth.ofFile(places, file).find("r.example/c"))
                        .isEqualTo(new Credentials.Basic("me", "x"));
            } catch (ConfigException e) {
                assertThat(e.getMessage()).contains(file.toString());
            }
        }
    }

    @Test
    void registries_conf() throws IOException {
        Path file = root.resolve("registries.conf");
        ConfigPlaces places = new Host(root)
                .variable("CONTAINERS_REGISTRIES_CONF", file.toString())
                .places();
        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            Files.write(file, mutated(random, """
                            unqualified-search-registries = ["docker.io", "quay.io"]
                            short-name-mode = "enforcing"
                            [[registry]]
                            prefix = "*.example.com"
                            location = "near:5000/x"
                            insecure = true
                            [[registry.mirror]]
                            location = "mirror.example"
                            pull-from-mirror = "tag-only"
                            [aliases]
                            "a" = "quay.io/a/a"
                            """));
            try {
                assertThat(Registries.load(places).endpoints("a.example.com/b:1"))
                        .isNotEmpty();
            } catch (ConfigException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
