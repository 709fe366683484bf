package dev.pinisi.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String BLOB = "{'mediaType':'t','digest':'" + DIGEST + "','size':3}";
    private static final String IMAGE = "{'schemaVersion':2,'config':" + BLOB + ",'layers':[" + BLOB + "]}";
    private static final String INDEX = "{'schemaVersion':2,'manifests':[" + BLOB + "]}";

    private static RawDocument raw(String json) {
        return RawDocument.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Manifest parse(String json) {
        return Manifest.parse(raw(json), "");
    }

    @Test
    void a_manifest_keeps_its_bytes() {
        ImageManifest manifest = ImageManifest.parse(raw(IMAGE));
        assertThat(manifest.raw()).isEqualTo(raw(IMAGE));
        assertThat(manifest.layers()).hasSize(1);
        assertThat(manifest.config().size()).isEqualTo(3);
    }

    @Test
    void the_documents_own_type_comes_before_the_announced_one() {
        String docker = IMAGE.replace("{'schema", "{'mediaType':'" + MediaTypes.DOCKER_MANIFEST + "','schema");
        assertThat(Manifest.parse(raw(docker), MediaTypes.OCI_INDEX).mediaType())
                .isEqualTo(MediaTypes.DOCKER_MANIFEST);
        assertThat(Manifest.parse(raw(IMAGE), MediaTypes.DOCKER_MANIFEST).mediaType())
                .isEqualTo(MediaTypes.DOCKER_MANIFEST);
    }

    @Test
    void a_registry_that_announces_plain_json_is_forgiven() {
        assertThat(Manifest.parse(raw(INDEX), "application/json")).isInstanceOf(ImageIndex.class);
        assertThat(Manifest.parse(raw(IMAGE), "text/plain")).isInstanceOf(ImageManifest.class);
    }

    @Test
    void a_document_that_is_both_is_refused() {
        String both = IMAGE.replace("'layers'", "'manifests':[" + BLOB + "],'layers'");
        for (String announced : new String[] {"", MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST}) {
            assertThatExceptionOfType(SpecException.class)
                    .isThrownBy(() -> Manifest.parse(raw(both), announced))
                    .withMessageContaining("ambiguous");
        }
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> parse(INDEX.replace("'manifests'", "'config':{},'manifests'")))
                .withMessageContaining("\"config\" does not belong into an index");
    }

    @Test
    void schema_1_is_refused_with_the_remedy() {
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> parse("{'schemaVersion':1,'fsLayers':[]}"))
                .withMessageContaining("schema 1 is not supported")
                .withMessageContaining("push the image again");
    }

    @Test
    void what_is_missing_or_malformed_is_named_by_its_place() {
        assertThatThrownBy(() -> parse("{'schemaVersion':2,'config':" + BLOB + "}"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("layers: missing");
        assertThatThrownBy(() -> parse(IMAGE.replace("'size':3", "'size':-3")))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("config.size: a size cannot be negative");
        assertThatThrownBy(() -> parse(IMAGE.replace(DIGEST, "sha256:x")))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("config.digest: digest \"sha256:x\"");
    }

    @Test
    void more_layers_than_any_builder_makes_are_refused() {
        String many = IMAGE.replace("'layers':[", "'layers':[" + (BLOB + ",").repeat(5000));
        assertThatThrownBy(() -> parse(many)).hasMessageContaining("layers: 5001 elements; at most 4096");
    }

    @Test
    void mutated_documents_are_read_or_refused_but_nothing_else() {
        Random random = new Random(20_260_101);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = raw(round % 2 == 0 ? IMAGE : INDEX).bytes();
            for (int i = 0; i <= random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Manifest.parse(RawDocument.of(bytes), "").raw().size())
                        .isPositive();
            } catch (JsonException | SpecException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }
}
