package dev.pinisi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.config.Credentials.Anonymous;
import dev.pinisi.config.Credentials.Basic;
import dev.pinisi.config.Credentials.IdentityToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryLoginsTest {
    private static final String RUN_TIME = "run/me/containers/auth.json";
    private static final Basic ME = new Basic("me", "se:cret");
    private static final List<String> FILES = List.of("containers-auth.json");

    /** Keeps what it is given in a file beside itself, as a helper that docker-credential-helpers has would. */
    private static final String HELPER = "d=$(dirname $0); case $1 in"
            + " store) cat > $d/kept;;"
            + " get) if [ -s $d/kept ]; then cat $d/kept; else echo 'credentials not found in native keychain'; exit 1; fi;;"
            + " erase) : > $d/kept;;"
            + " list) echo '{\"r.example\":\"me\"}';;"
            + " esac";

    @TempDir
    Path root;

    Host host;

    @BeforeEach
    void makeHost() {
        host = new Host(root)
                .variable("XDG_RUNTIME_DIR", root.resolve("run/me").toString())
                .variable("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    }

    private RegistryLogins logins() {
        return RegistryLogins.of(host.places(), FILES);
    }

    private Credentials find(String repository) {
        return RegistryAuth.of(host.places()).find(repository);
    }

    private String text(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    @Test
    void a_login_is_found_and_only_the_user_can_read_it() throws IOException {
        logins().store("r.example:5000", ME);
        assertThat(find("r.example:5000/a/b")).isEqualTo(ME);
        assertThat(text(RUN_TIME)).contains("\"r.example:5000\"", "bWU6c2U6Y3JldA==");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(RUN_TIME))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(root.resolve(RUN_TIME).getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_login_may_be_for_a_path() {
        logins().store("r.example/team", ME);
        assertThat(find("r.example/team/app")).isEqualTo(ME);
        assertThat(find("r.example/other/app")).isEqualTo(new Anonymous());
    }

    @Test
    void an_identity_token_is_kept_as_one() {
        logins().store("r.example", new IdentityToken("T"));
        assertThat(find("r.example/x")).isEqualTo(new IdentityToken("T"));
    }

    @Test
    void what_else_the_file_says_stays() throws IOException {
        host.file(RUN_TIME, "{\"detachKeys\":\"ctrl-q\",\"auths\":{\"other\":{\"auth\":\"YTpi\",\"email\":\"x\"}}}");
        logins().store("r.example", ME);
        assertThat(text(RUN_TIME)).contains("\"detachKeys\": \"ctrl-q\"", "\"email\": \"x\"", "\"r.example\"");
        assertThat(logins().remove("r.example")).isTrue();
        assertThat(text(RUN_TIME)).contains("\"detachKeys\"", "\"other\"").doesNotContain("r.example");
    }

    @Test
    void a_logout_removes_what_docker_wrote_as_an_address_and_says_whether_there_was_anything() {
        host.file(RUN_TIME, "{\"auths\":{\"https://r.example/v1/\":{\"auth\":\"YTpi\"}}}");
        assertThat(logins().remove("r.example")).isTrue();
        assertThat(logins().remove("r.example")).isFalse();
        assertThat(find("r.example/x")).isEqualTo(new Anonymous());
    }

    @Test
    void a_logout_from_all_leaves_nothing() {
        logins().store("one.example", ME);
        logins().store("two.example", ME);
        logins().removeAll();
        assertThat(find("one.example/x")).isEqualTo(new Anonymous());
        assertThat(find("two.example/x")).isEqualTo(new Anonymous());
    }

    @Test
    void dockers_file_gets_dockers_names_and_no_paths() throws IOException {
        Path file = root.resolve("config.json");
        RegistryLogins docker = RegistryLogins.ofDockersFile(host.places(), file);
        docker.store("docker.io", ME);
        assertThat(text("config.json")).contains("https://index.docker.io/v1/");
        assertThat(RegistryAuth.ofFile(host.places(), file).find("docker.io/library/x"))
                .isEqualTo(ME);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> docker.store("r.example/team", ME))
                .withMessageContaining("whole registries only");
    }

    @Test
    void the_helper_that_the_file_names_for_a_host_keeps_its_login() throws IOException {
        host.file(RUN_TIME, "{\"credHelpers\":{\"r.example\":\"test\"}}").program("bin/docker-credential-test", HELPER);
        logins().store("r.example", ME);
        assertThat(text(RUN_TIME)).doesNotContain("auths");
        assertThat(text("bin/kept")).contains("\"ServerURL\":\"r.example\"", "\"Secret\":\"se:cret\"");
        assertThat(find("r.example/x")).isEqualTo(ME);
        assertThat(logins().remove("r.example")).isTrue();
        assertThat(find("r.example/x")).isEqualTo(new Anonymous());
    }

    @Test
    void the_helpers_of_registries_conf_are_used_in_their_order() {
        host.program("bin/docker-credential-test", HELPER);
        List<String> helpers = List.of("test", "containers-auth.json");
        RegistryLogins logins = RegistryLogins.of(host.places(), helpers);
        logins.store("r.example", ME);
        logins.store("r.example/team", new Basic("team", "2"));
        RegistryAuth auth = RegistryAuth.of(host.places(), helpers);
        assertThat(auth.find("r.example/x")).isEqualTo(ME);
        assertThat(find("r.example/x")).isEqualTo(new Anonymous());
        assertThat(find("r.example/team/x")).isEqualTo(new Basic("team", "2"));
        logins.removeAll();
        assertThat(auth.find("r.example/x")).isEqualTo(new Anonymous());
    }

    @Test
    void a_file_that_is_malformed_is_left_as_it_is() throws IOException {
        host.file(RUN_TIME, "{\"auths\":[]}");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> logins().store("r.example", ME))
                .withMessageContaining(RUN_TIME);
        assertThat(text(RUN_TIME)).isEqualTo("{\"auths\":[]}\n");
    }

    @Test
    void what_is_no_registry_is_refused() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> logins().store("https://r.example", ME))
                .withMessageContaining("HOST[:PORT]");
    }
}
