package dev.pinisi.image;

class DockerArchiveTransportTest extends BlobDestinationContract {
    @Override
    String location() {
        return "docker-archive:" + directory.resolve("image.tar") + ":q.io/x:1";
    }

    @Override
    boolean replaces() {
        return false;
    }
}
