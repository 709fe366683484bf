package dev.pinisi.image;

import dev.pinisi.spec.Manifest;
import java.util.List;

/** Signs what a copy wrote, before it becomes visible. */
@FunctionalInterface
public interface ManifestSigner {

    /**
     * The signatures to add.
     *
     * @param manifest as it is written
     * @throws ImageException if it cannot be signed
     */
    List<Signature> sign(Manifest manifest);
}
