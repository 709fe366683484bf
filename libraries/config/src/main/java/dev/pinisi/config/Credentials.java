package dev.pinisi.config;

/** What a registry is shown. */
public sealed interface Credentials {

    /** Nothing is known for the registry. */
    record Anonymous() implements Credentials {}

    /** A user and a password. */
    record Basic(String user, String password) implements Credentials {
        /** Without the password. */
        @Override
        public String toString() {
            return "Basic[" + user + "]";
        }
    }

    /** An OAuth 2 refresh token, which registries call identity token. */
    record IdentityToken(String token) implements Credentials {
        /** Without the token. */
        @Override
        public String toString() {
            return "IdentityToken";
        }
    }

    /** A bearer token that the registry itself takes, had by other means. */
    record BearerToken(String token) implements Credentials {
        /** Without the token. */
        @Override
        public String toString() {
            return "BearerToken";
        }
    }
}
