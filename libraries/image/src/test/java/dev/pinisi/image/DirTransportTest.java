package dev.pinisi.image;

class DirTransportTest extends BlobDestinationContract {
    @Override
    String location() {
        return "dir:" + directory.resolve("image");
    }
}
