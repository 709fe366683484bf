package dev.pinisi.image;

import dev.pinisi.spec.Descriptor;

/**
 * A manifest that refers to another one as its subject (distribution-spec, "Listing Referrers").
 *
 * @param artifactType what it is: {@code application/vnd.example.sbom.v1}
 */
public record Referrer(Descriptor manifest, String artifactType) {}
