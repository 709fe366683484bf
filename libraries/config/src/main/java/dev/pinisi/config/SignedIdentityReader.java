package dev.pinisi.config;

import dev.pinisi.json.JsonCursor;

/** Reads {@code signedIdentity}. */
final class SignedIdentityReader {
    private SignedIdentityReader() {}

    static SignedIdentity read(JsonCursor json) {
        PolicyMembers members = new PolicyMembers(json);
        JsonCursor type = members.required("type");
        SignedIdentity identity = switch (type.string()) {
            case "matchExact" -> new SignedIdentity.MatchExact();
            case "matchRepoDigestOrExact" -> new SignedIdentity.MatchRepoDigestOrExact();
            case "matchRepository" -> new SignedIdentity.MatchRepository();
            case "exactReference" -> new SignedIdentity.ExactReference(members.text("dockerReference"));
            case "exactRepository" -> new SignedIdentity.ExactRepository(members.text("dockerRepository"));
            case "remapIdentity" ->
                new SignedIdentity.RemapIdentity(members.text("prefix"), members.text("signedPrefix"));
            default -> throw type.fail("\"" + type.string() + "\" is no identity that is known here");
        };
        members.end();
        return identity;
    }
}
