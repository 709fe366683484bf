package dev.pinisi.image.internal.stream;

class ZlibDecoderTest extends DeflateDecoderContract {
    @Override
    DeflateDecoder decoder() {
        return new ZlibDecoder();
    }
}
