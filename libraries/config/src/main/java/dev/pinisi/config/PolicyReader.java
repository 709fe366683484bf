package dev.pinisi.config;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads policy.json as strictly as the peers: whatever is unknown, repeated or malformed makes the file void. */
final class PolicyReader {
    private static final JsonLimits LIMITS = new JsonLimits(SignaturePolicy.MOST_BYTES, 16);

    private final String file;

    PolicyReader(String file) {
        this.file = file;
    }

    SignaturePolicy read(byte[] json) {
        try {
            JsonCursor top = JsonCursor.of(Json.parseUnambiguous(json, LIMITS));
            PolicyMembers members = new PolicyMembers(top);
            List<PolicyRequirement> general = requirements(members.required("default"));
            Map<String, Map<String, List<PolicyRequirement>>> transports = new LinkedHashMap<>();
            if (members.has("transports")) {
                for (Map.Entry<String, JsonCursor> transport :
                        members.required("transports").fields().entrySet()) {
                    transports.put(transport.getKey(), scopes(transport.getKey(), transport.getValue()));
                }
            }
            members.end();
            return new SignaturePolicy(general, transports);
        } catch (JsonException e) {
            throw new ConfigException(file, "is not a signature policy: " + e.getMessage());
        }
    }

    private Map<String, List<PolicyRequirement>> scopes(String transport, JsonCursor json) {
        Map<String, List<PolicyRequirement>> scopes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonCursor> scope : json.fields().entrySet()) {
            String problem = PolicyScopes.problem(transport, scope.getKey());
            if (!problem.isEmpty()) {
                throw json.fail("the scope \"" + scope.getKey() + "\" " + problem);
            }
            scopes.put(scope.getKey(), requirements(scope.getValue()));
        }
        return scopes;
    }

    private List<PolicyRequirement> requirements(JsonCursor json) {
        List<PolicyRequirement> requirements = new ArrayList<>();
        for (JsonCursor element : json.elements()) {
            requirements.add(requirement(element));
        }
        if (requirements.isEmpty()) {
            throw json.fail(
                    "at least one requirement expected; [{\"type\":\"insecureAcceptAnything\"}] asks for nothing");
        }
        return List.copyOf(requirements);
    }

    private PolicyRequirement requirement(JsonCursor json) {
        PolicyMembers members = new PolicyMembers(json);
        JsonCursor type = members.required("type");
        PolicyRequirement requirement = switch (type.string()) {
            case "insecureAcceptAnything" -> new PolicyRequirement.AcceptAnything();
            case "reject" -> new PolicyRequirement.Reject();
            case "signedBy" -> signedBy(members);
            case "signedBaseLayer" -> signedBaseLayer(members);
            case "sigstoreSigned" -> new SigstoreRequirementReader(file, members).read();
            default -> throw type.fail("\"" + type.string() + "\" is no requirement that is known here");
        };
        members.end();
        return requirement;
    }

    private PolicyRequirement signedBy(PolicyMembers members) {
        JsonCursor keyType = members.required("keyType");
        List<PolicyKey> keys = members.keys(file, "keyPath", "keyPaths", "keyData");
        if (keys.isEmpty()) {
            throw members.fail("one of keyPath, keyPaths and keyData expected");
        }
        SignedIdentity identity = members.identity();
        return switch (keyType.string()) {
            case "GPGKeys" -> new PolicyRequirement.SignedBy(keys, identity);
            case "signedByGPGKeys", "X509Certificates", "signedByX509CAs" ->
                new PolicyRequirement.Unsupported("signedBy with the keyType \"" + keyType.string() + "\"");
            default -> throw keyType.fail("GPGKeys expected");
        };
    }

    private static PolicyRequirement signedBaseLayer(PolicyMembers members) {
        SignedIdentityReader.read(members.required("baseLayerIdentity"));
        return new PolicyRequirement.Unsupported("signedBaseLayer");
    }
}
