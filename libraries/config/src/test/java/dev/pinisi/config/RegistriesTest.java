package dev.pinisi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.config.Registries.Endpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistriesTest {
    private static final String CONF = "etc/containers/registries.conf";

    @TempDir
    Path root;

    Host host;

    @BeforeEach
    void makeHost() {
        host = new Host(root);
    }

    private Registries load() {
        return Registries.load(host.places());
    }

    @Test
    void without_any_file_a_reference_leads_to_its_own_registry() {
        assertThat(load().endpoints("quay.io/a/b:1")).containsExactly(new Endpoint("quay.io/a/b:1", false, false));
        assertThat(load().shortNames().searchRegistries()).containsExactly("docker.io");
    }

    @Test
    void a_location_takes_the_place_of_the_longest_prefix() {
        host.file(
                CONF,
                "[[registry]]",
                "prefix = 'example.com/foo'",
                "location = 'internal:5000/bar'",
                "[[registry]]",
                "location = 'example.com'",
                "insecure = true");
        assertThat(load().endpoints("example.com/foo/x:1"))
                .containsExactly(new Endpoint("internal:5000/bar/x:1", false, false));
        assertThat(load().endpoints("example.com/foobar/x"))
                .containsExactly(new Endpoint("example.com/foobar/x", true, false));
    }

    @Test
    void a_wildcard_matches_hosts_below_its_domain_only() {
        host.file(CONF, "[[registry]]", "prefix = '*.example.com'", "insecure = true");
        assertThat(load().find("a.b.example.com/x")).isPresent();
        assertThat(load().endpoints("a.b.example.com:80/x"))
                .containsExactly(new Endpoint("a.b.example.com:80/x", true, false));
        assertThat(load().find("example.com/x")).isEmpty();
        assertThat(load().find("evil.com/a.example.com/x")).isEmpty();
    }

    @Test
    void mirrors_are_asked_first_and_only_for_what_they_serve() {
        host.file(
                CONF,
                "[[registry]]",
                "location = 'example.com'",
                "[[registry.mirror]]",
                "location = 'near:5000/cache'",
                "insecure = true",
                "[[registry.mirror]]",
                "location = 'digests'",
                "pull-from-mirror = 'digest-only'",
                "[[registry.mirror]]",
                "location = 'tags'",
                "pull-from-mirror = 'tag-only'");
        assertThat(load().endpoints("example.com/x:1"))
                .containsExactly(
                        new Endpoint("near:5000/cache/x:1", true, true),
                        new Endpoint("tags/x:1", false, true),
                        new Endpoint("example.com/x:1", false, false));
        assertThat(load().endpoints("example.com/x@sha256:00").get(1).reference())
                .isEqualTo("digests/x@sha256:00");
    }

    @Test
    void a_blocked_registry_is_refused_by_name() {
        host.file(CONF, "[[registry]]", "location = 'bad.example'", "blocked = true");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> load().endpoints("bad.example/x:1"))
                .withMessageContaining("\"bad.example\" is blocked")
                .withMessageContaining("bad.example/x:1");
    }

    @Test
    void a_drop_in_overrides_the_main_file_in_alphabetical_order() {
        host.file(CONF, "unqualified-search-registries = ['one.example']", "short-name-mode = 'enforcing'")
                .file(CONF + ".d/20.conf", "unqualified-search-registries = ['three.example']")
                .file(CONF + ".d/10.conf", "unqualified-search-registries = ['two.example']")
                .file(CONF + ".d/30.txt", "unqualified-search-registries = ['four.example']");
        ShortNames names = load().shortNames();
        assertThat(names.searchRegistries()).containsExactly("three.example");
        assertThat(names.mode()).isEqualTo(ShortNames.Mode.ENFORCING);
    }

    @Test
    void aliases_merge_and_an_empty_one_removes() {
        host.file(
                        "usr/share/containers/registries.conf.d/000-shortnames.conf",
                        "[aliases]",
                        "'a' = 'quay.io/x/a'",
                        "'b' = 'quay.io/x/b'")
                .file("home/me/.config/containers/registries.conf.d/me.conf", "[aliases]", "'a' = ''")
                .file("home/me/.cache/containers/short-name-aliases.conf", "[aliases]", "'c' = 'quay.io/x/c'");
        ShortNames names = load().shortNames();
        assertThat(names.alias("a")).isEmpty();
        assertThat(names.alias("b")).contains("quay.io/x/b");
        assertThat(names.alias("c")).contains("quay.io/x/c");
    }

    @Test
    void the_users_file_replaces_the_hosts_and_a_variable_replaces_both() {
        host.file(CONF, "unqualified-search-registries = ['host.example']")
                .file("home/me/.config/containers/registries.conf", "unqualified-search-registries = ['user.example']")
                .file("named.conf", "unqualified-search-registries = ['named.example']");
        assertThat(load().shortNames().searchRegistries()).containsExactly("user.example");
        host.variable("CONTAINERS_REGISTRIES_CONF", host.path("named.conf"));
        assertThat(load().shortNames().searchRegistries()).containsExactly("named.example");
    }

    @Test
    void what_makes_no_sense_names_file_and_key() {
        host.file(CONF, "[[registry]]", "location = 'http://example.com'");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(this::load)
                .withMessageContaining(CONF)
                .withMessageContaining("registry[0].location")
                .withMessageContaining("without http://");
    }

    @Test
    void the_file_of_version_1_is_refused_with_the_remedy() {
        host.file(CONF, "[registries.search]", "registries = ['docker.io']");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(this::load)
                .withMessageContaining("version 1")
                .withMessageContaining("[[registry]]");
    }

    @Test
    void what_is_not_toml_names_the_file() {
        host.file(CONF, "[[registry", "=");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(this::load)
                .withMessageContaining(CONF)
                .withMessageContaining("not valid TOML");
    }

    @Test
    void a_host_by_its_name_counts_more_than_a_wildcard_wherever_it_stands() {
        host.file(
                CONF,
                "[[registry]]",
                "prefix = '*.example.com'",
                "location = 'wild'",
                "[[registry]]",
                "prefix = 'a.example.com'",
                "location = 'exact'");
        assertThat(load().primary("a.example.com/x:1").reference()).isEqualTo("exact/x:1");
        assertThat(load().primary("b.example.com/x:1").reference()).isEqualTo("wild/x:1");
    }

    @Test
    void what_is_written_goes_to_the_registry_and_to_no_mirror() {
        host.file(
                CONF,
                "[[registry]]",
                "location = 'example.com'",
                "mirror-by-digest-only = true",
                "[[registry.mirror]]",
                "location = 'near:5000'");
        assertThat(load().primary("example.com/x@sha256:00"))
                .isEqualTo(new Endpoint("example.com/x@sha256:00", false, false));
        assertThat(load().endpoints("example.com/x:1")).hasSize(1);
        assertThat(load().endpoints("example.com/x@sha256:00")).hasSize(2);
    }

    @Test
    void settings_that_contradict_each_other_are_refused() {
        host.file(
                CONF,
                "[[registry]]",
                "location = 'example.com'",
                "mirror-by-digest-only = true",
                "[[registry.mirror]]",
                "location = 'near:5000'",
                "pull-from-mirror = 'all'");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(this::load)
                .withMessageContaining("registry[0].mirror[0].pull-from-mirror");
    }
}
