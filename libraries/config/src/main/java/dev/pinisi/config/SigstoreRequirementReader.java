package dev.pinisi.config;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/** Reads {@code sigstoreSigned}. What certificates and logs would prove is checked for its form only. */
final class SigstoreRequirementReader {
    private final String file;
    private final PolicyMembers members;

    SigstoreRequirementReader(String file, PolicyMembers members) {
        this.file = file;
        this.members = members;
    }

    PolicyRequirement read() {
        List<PolicyKey> keys = members.keys(file, "keyPath", "keyPaths", "keyData", "keyDatas");
        boolean fulcio = members.has("fulcio");
        boolean pki = members.has("pki");
        int sources = (keys.isEmpty() ? 0 : 1) + (fulcio ? 1 : 0) + (pki ? 1 : 0);
        if (sources != 1) {
            throw members.fail("exactly one of keyPath, keyPaths, keyData, keyDatas, fulcio and pki expected");
        }
        if (fulcio) {
            fulcio(members.required("fulcio"));
        }
        if (pki) {
            pki(members.required("pki"));
        }
        boolean rekor = rekor(fulcio, pki);
        SignedIdentity identity = members.identity();
        if (fulcio || pki || rekor) {
            String what = fulcio ? "fulcio" : pki ? "pki" : "rekorPublicKey…";
            return new PolicyRequirement.Unsupported("sigstoreSigned with \"" + what + "\"");
        }
        return new PolicyRequirement.SigstoreSigned(keys, identity);
    }

    private void fulcio(JsonCursor json) {
        PolicyMembers fulcio = new PolicyMembers(json);
        authorities(fulcio, "caPath", "caData", true);
        fulcio.text("oidcIssuer");
        fulcio.text("subjectEmail");
        fulcio.end();
    }

    private void pki(JsonCursor json) {
        PolicyMembers pki = new PolicyMembers(json);
        authorities(pki, "caRootsPath", "caRootsData", true);
        authorities(pki, "caIntermediatesPath", "caIntermediatesData", false);
        boolean email = pki.has("subjectEmail");
        if (email) {
            pki.text("subjectEmail");
        }
        if (pki.has("subjectHostname")) {
            pki.text("subjectHostname");
        } else if (!email) {
            throw pki.fail("subjectEmail or subjectHostname expected");
        }
        pki.end();
    }

    private void authorities(PolicyMembers from, String path, String data, boolean needed) {
        if (from.keys(file, path, data).isEmpty() && needed) {
            throw from.fail(path + " or " + data + " expected");
        }
    }

    private boolean rekor(boolean fulcio, boolean pki) {
        boolean given = !members.keys(
                        file, "rekorPublicKeyPath", "rekorPublicKeyPaths", "rekorPublicKeyData", "rekorPublicKeyDatas")
                .isEmpty();
        if (fulcio && !given) {
            throw members.fail("fulcio needs one of rekorPublicKeyPath and rekorPublicKeyData as well");
        }
        if (pki && given) {
            throw members.fail("pki and a Rekor key exclude each other");
        }
        return given;
    }
}
