package dev.pinisi.oci.plan;

/** Paths relative to the bundle. */
final class PlanPaths {
    private PlanPaths() {}

    static String inBundle(String bundle, String path) {
        return path.startsWith("/") ? path : bundle + "/" + path;
    }
}
