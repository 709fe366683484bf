package dev.pinisi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.config.Credentials.Anonymous;
import dev.pinisi.config.Credentials.Basic;
import dev.pinisi.config.Credentials.IdentityToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryAuthTest {
    private static final String DOCKER = "home/me/.docker/config.json";

    @TempDir
    Path root;

    Host host;

    @BeforeEach
    void makeHost() {
        host = new Host(root).variable("XDG_RUNTIME_DIR", root.resolve("run/me").toString());
    }

    private Credentials find(String repository) {
        return RegistryAuth.of(host.places()).find(repository);
    }

    private static String auth(String pair) {
        return "{\"auth\":\"" + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    @Test
    void without_files_everyone_is_anonymous() {
        assertThat(find("quay.io/a")).isEqualTo(new Anonymous());
    }

    @Test
    void the_longest_path_of_a_repository_counts() {
        host.file(DOCKER, "{\"auths\":{\"quay.io\":" + auth("host:1") + ",\"quay.io/team\":" + auth("team:2") + "}}");
        assertThat(find("quay.io/team/app")).isEqualTo(new Basic("team", "2"));
        assertThat(find("quay.io/other/app")).isEqualTo(new Basic("host", "1"));
        assertThat(find("quay.io.evil/team/app")).isEqualTo(new Anonymous());
    }

    @Test
    void the_run_time_file_comes_before_the_users_and_dockers() {
        host.file(DOCKER, "{\"auths\":{\"quay.io\":" + auth("docker:1") + "}}")
                .file("home/me/.config/containers/auth.json", "{\"auths\":{\"quay.io\":" + auth("user:1") + "}}");
        assertThat(find("quay.io/a")).isEqualTo(new Basic("user", "1"));
        host.file("run/me/containers/auth.json", "{\"auths\":{\"quay.io\":" + auth("run:1") + "}}");
        assertThat(find("quay.io/a")).isEqualTo(new Basic("run", "1"));
    }

    @Test
    void docker_hub_is_known_by_the_address_that_docker_writes() {
        host.file(DOCKER, "{\"auths\":{\"https://index.docker.io/v1/\":" + auth("me:a:b") + "}}");
        assertThat(find("docker.io/library/busybox")).isEqualTo(new Basic("me", "a:b"));
    }

    @Test
    void an_identity_token_comes_before_a_password() {
        host.file(DOCKER, "{\"auths\":{\"r.example\":{\"auth\":\"YTpi\",\"identitytoken\":\"T\"}}}");
        assertThat(find("r.example/x")).isEqualTo(new IdentityToken("T"));
    }

    @Test
    void a_credential_helper_is_asked_for_its_host() {
        host.file(DOCKER, "{\"credHelpers\":{\"r.example\":\"test\"}}")
                .program(
                        "bin/docker-credential-test",
                        "read s; echo \"{\\\"Username\\\":\\\"me\\\",\\\"Secret\\\":\\\"for-$s-$1\\\"}\"");
        assertThat(find("r.example/x")).isEqualTo(new Basic("me", "for-r.example-get"));
        assertThat(find("other.example/x")).isEqualTo(new Anonymous());
    }

    @Test
    void a_key_store_serves_every_host_and_may_know_nothing() {
        host.file(DOCKER, "{\"credsStore\":\"test\"}")
                .program(
                        "bin/docker-credential-test",
                        "read s; case $s in *hub*|*docker.io*) echo '{\"Username\":\"<token>\",\"Secret\":\"T\"}';;"
                                + " *) echo 'credentials not found in native keychain'; exit 1;; esac");
        assertThat(find("docker.io/library/x")).isEqualTo(new IdentityToken("T"));
        assertThat(find("other.example/x")).isEqualTo(new Anonymous());
    }

    @Test
    void a_missing_helper_is_named_with_the_remedy() {
        host.file(DOCKER, "{\"credsStore\":\"gone\"}");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> find("r.example/x"))
                .withMessageContaining("docker-credential-gone")
                .withMessageContaining("not found in PATH");
    }

    @Test
    void a_malformed_file_is_named_and_no_secret_shown() {
        host.file(DOCKER, "{\"auths\":{\"r.example\":{\"auth\":\"%%%secret\"}}}");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> find("r.example/x"))
                .withMessageContaining(DOCKER)
                .withMessageContaining("not base64")
                .withMessageNotContaining("secret");
        assertThat(new Basic("me", "hidden").toString()).doesNotContain("hidden");
    }

    @Test
    void the_oldest_file_of_docker_is_read_last() {
        host.file("home/me/.dockercfg", "{\"https://r.example\":{\"auth\":\"YTpi\",\"email\":\"x\"}}");
        assertThat(find("r.example/x")).isEqualTo(new Basic("a", "b"));
        host.file(DOCKER, "{\"auths\":{\"r.example\":" + auth("new:1") + "}}");
        assertThat(find("r.example/x")).isEqualTo(new Basic("new", "1"));
    }

    @Test
    void a_file_named_by_the_environment_is_the_only_one() {
        host.file(DOCKER, "{\"auths\":{\"r.example\":" + auth("docker:1") + "}}")
                .file("named.json", "{}")
                .variable("REGISTRY_AUTH_FILE", host.path("named.json"));
        assertThat(find("r.example/x")).isEqualTo(new Anonymous());
    }
}
