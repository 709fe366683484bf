package dev.pinisi.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.json.JsonException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ImageConfigTest {
    private static final String DIGEST = "sha256:" + "b".repeat(64);

    private static ImageConfig parse(String json) {
        return ImageConfig.parse(RawDocument.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_defaults_of_containers_are_read() {
        ImageConfig config =
                parse("{'architecture':'arm64','os':'linux','variant':'v8','created':'2026-01-01T00:00:00Z',"
                        + "'config':{'User':'1:2','Env':['A=b'],'Entrypoint':['/e'],'Cmd':['c'],'WorkingDir':'/w',"
                        + "'ExposedPorts':{'80/tcp':{}},'Volumes':{'/v':{}},'Labels':{'k':'v'},'StopSignal':'SIGINT',"
                        + "'Shell':['/bin/bash','-c'],'Healthcheck':{'Test':['CMD','true']}},"
                        + "'rootfs':{'type':'layers','diff_ids':['" + DIGEST + "']},"
                        + "'history':[{'created_by':'x','empty_layer':true}]}");
        ContainerDefaults defaults = config.defaults();
        assertThat(config.platform()).hasToString("linux/arm64/v8");
        assertThat(config.diffIds()).containsExactly(Digest.parse(DIGEST));
        assertThat(config.history().get(0).emptyLayer()).isTrue();
        assertThat(defaults.user()).isEqualTo("1:2");
        assertThat(defaults.exposedPorts()).containsExactly("80/tcp");
        assertThat(defaults.volumes()).containsExactly("/v");
        assertThat(defaults.labels()).containsEntry("k", "v");
        assertThat(defaults.shell()).containsExactly("/bin/bash", "-c");
        assertThat(config.healthcheck()).isPresent();
    }

    @Test
    void members_that_builders_write_as_null_count_as_absent() {
        ImageConfig config = parse("{'config':{'Env':null,'Cmd':null,'Volumes':null,'Labels':null},'history':null,"
                + "'rootfs':{'type':'layers','diff_ids':[]}}");
        assertThat(config.defaults().environment()).isEmpty();
        assertThat(config.healthcheck()).isEmpty();
    }

    @Test
    void a_configuration_without_diff_ids_is_refused() {
        assertThatThrownBy(() -> parse("{'config':{}}"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("rootfs.diff_ids: missing");
    }

    @Test
    void a_label_that_is_no_string_is_named() {
        assertThatThrownBy(() -> parse("{'config':{'Labels':{'k':1}},'rootfs':{'diff_ids':[]}}"))
                .hasMessageContaining("config.Labels.k: a string expected");
    }
}
