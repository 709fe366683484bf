package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.engine.EngineException;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.Platform;
import dev.pinisi.spec.RawDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigChangesTest {
    private final ConfigDraft draft = ConfigDraft.of(new Platform("linux", "amd64", ""));

    private String after(String... changes) {
        ConfigChanges.apply(List.of(changes), draft);
        String whole = draft.finish().toString();
        return whole.substring(whole.indexOf("\"config\":") + 9, whole.indexOf(",\"rootfs\""));
    }

    @Test
    void commands_are_lists_or_a_shells() {
        assertThat(after("CMD [\"a\",\"b c\"]", "ENTRYPOINT run it"))
                .isEqualTo("{\"Entrypoint\":[\"/bin/sh\",\"-c\",\"run it\"],\"Cmd\":[\"a\",\"b c\"]}");
        assertThat(after("CMD=/bin/x")).contains("\"Cmd\":[\"/bin/sh\",\"-c\",\"/bin/x\"]");
    }

    @Test
    void variables_and_labels_are_pairs_in_both_forms() {
        assertThat(after("ENV A=1 B=\"x y\" C=x\\ y", "ENV A=2", "env OLD some words", "LABEL k=v 'l m'=w"))
                .isEqualTo("{\"Env\":[\"A=2\",\"B=x y\",\"C=x y\",\"OLD=some words\"],"
                        + "\"Labels\":{\"k\":\"v\",\"l m\":\"w\"}}");
    }

    @Test
    void sets_grow_and_paths_are_relative_to_the_last() {
        assertThat(after("EXPOSE 80 53/udp", "VOLUME /a /b", "VOLUME [\"/c d\"]", "WORKDIR /x", "WORKDIR y/../z"))
                .isEqualTo("{\"ExposedPorts\":{\"80/tcp\":{},\"53/udp\":{}},"
                        + "\"Volumes\":{\"/a\":{},\"/b\":{},\"/c d\":{}},\"WorkingDir\":\"/x/z\"}");
        assertThat(after("USER u:g", "STOPSIGNAL 9")).contains("\"User\":\"u:g\"", "\"StopSignal\":\"9\"");
    }

    @Test
    void what_is_no_such_instruction_is_named() {
        assertThatThrownBy(() -> after("FOO x"))
                .isInstanceOf(EngineException.class)
                .hasMessage("processing change \"FOO x\": did not understand change instruction \"FOO x\"");
        assertThatThrownBy(() -> after("ENV")).hasMessageContaining("an argument is missing");
        assertThatThrownBy(() -> after("ENV A=1 b")).hasMessageContaining("instead of \"b\"");
        assertThatThrownBy(() -> after("EXPOSE http")).hasMessageContaining("\"http\" is no port");
    }

    @Test
    void what_nobody_knows_of_the_parent_stays() {
        Digest layer = Digest.sha256(new byte[0]);
        ImageConfig parent =
                ImageConfig.parse(RawDocument.of(("{\"architecture\":\"arm\",\"os\":\"linux\",\"x\":{\"y\":1},"
                                + "\"container_config\":{},\"config\":{\"Healthcheck\":{\"Test\":[\"NONE\"]},\"Future\":2},"
                                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + layer + "\"]},"
                                + "\"history\":[{\"created_by\":\"one\"}]}")
                        .getBytes(StandardCharsets.UTF_8)));
        ConfigDraft child = ConfigDraft.of(parent, true);
        child.addHistory(new Members().put("created_by", "two").object());
        assertThat(child.finish().toString())
                .isEqualTo("{\"architecture\":\"arm\",\"os\":\"linux\","
                        + "\"config\":{\"Healthcheck\":{\"Test\":[\"NONE\"]},\"Future\":2},"
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + layer + "\"]},"
                        + "\"history\":[{\"created_by\":\"one\"},{\"created_by\":\"two\"}],\"x\":{\"y\":1}}");
        assertThat(ConfigDraft.of(parent, false).finish().toString()).contains("\"diff_ids\":[]", "\"history\":[]");
    }
}
