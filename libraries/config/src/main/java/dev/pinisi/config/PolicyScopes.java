package dev.pinisi.config;

import java.nio.file.Path;

/** What may stand as a scope of a transport (containers-policy.json(5), "Supported transports and their scopes"). */
final class PolicyScopes {
    private PolicyScopes() {}

    /** What is wrong with the scope; empty if nothing is, or if the transport is not known. */
    static String problem(String transport, String scope) {
        if (scope.isEmpty()) {
            return "";
        }
        return switch (transport) {
            case "dir", "oci", "oci-archive", "sif" -> pathProblem(scope);
            case "docker-archive", "tarball" ->
                "can never match: " + transport + ": has only the scope \"\", for all of it";
            default -> "";
        };
    }

    private static String pathProblem(String scope) {
        if (!scope.startsWith("/")) {
            return "is not an absolute path";
        }
        if (scope.equals("/")) {
            return "is written \"\"";
        }
        String canonical = Path.of(scope).normalize().toString();
        return canonical.equals(scope) ? "" : "can never match; it is written \"" + canonical + "\"";
    }
}
