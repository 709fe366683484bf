package dev.pinisi.oci;

/** The program {@code pinisi-oci}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("pinisi-oci");
    }
}
