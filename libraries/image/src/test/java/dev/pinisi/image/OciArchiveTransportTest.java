package dev.pinisi.image;

class OciArchiveTransportTest extends BlobDestinationContract {
    @Override
    String location() {
        return "oci-archive:" + directory.resolve("image.tar") + ":latest";
    }
}
