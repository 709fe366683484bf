package dev.pinisi.image;

class OciTransportTest extends BlobDestinationContract {
    @Override
    String location() {
        return "oci:" + directory.resolve("layout") + ":latest";
    }
}
