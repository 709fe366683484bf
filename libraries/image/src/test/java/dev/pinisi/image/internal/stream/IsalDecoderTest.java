package dev.pinisi.image.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IsalDecoderTest extends DeflateDecoderContract {
    @BeforeEach
    void needsTheLibrary() {
        assumeThat(NativeInflate.find()).as("no libisal.so.2").isPresent();
    }

    @Override
    DeflateDecoder decoder() {
        return NativeInflate.find().orElseThrow().open();
    }

    @Test
    void decodesWhatIsLarge() {
        try (DeflateDecoder large = DeflateDecoder.forSize(DeflateDecoder.WORTH_THE_LIBRARY);
                DeflateDecoder small = DeflateDecoder.forSize(DeflateDecoder.WORTH_THE_LIBRARY - 1)) {
            assertThat(large).isInstanceOf(IsalDecoder.class);
            assertThat(small).isInstanceOf(ZlibDecoder.class);
        }
    }
}
