package dev.pinisi.image.internal.trust;

import dev.pinisi.image.Signature;
import dev.pinisi.image.SignedClaim;

/** Those whose signatures of one format a requirement accepts. */
interface TrustedSigners {

    /** The format's name in errors. */
    String format();

    /** Where signatures of the format are looked for, for who expected one to be found. */
    String places();

    /** Whether a signature is of the format. */
    boolean covers(Signature signature);

    /**
     * What one of them signed.
     *
     * @throws dev.pinisi.image.SignatureException if it is not a valid signature by one of them
     */
    SignedClaim verify(Signature signature);
}
