package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.image.internal.trust.GnuPg;
import dev.pinisi.image.internal.trust.SimpleSignatures;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that GnuPG makes, whole and damaged in every way. */
class SimpleSigningTest {
    private static final Digest MANIFEST = Digest.sha256("a manifest".getBytes(UTF_8));
    private static final String PAYLOAD =
            "{\"critical\":{\"identity\":{\"docker-reference\":\"docker.io/library/busybox:latest\"},"
                    + "\"image\":{\"docker-manifest-digest\":\"" + MANIFEST
                    + "\"},\"type\":\"atomic container signature\"},"
                    + "\"optional\":{\"creator\":\"somebody\",\"timestamp\":1483228800}}";

    private static GpgHome gpg;
    private static String key;
    private static byte[] publicKey;

    @BeforeAll
    static void makeKey() throws Exception {
        gpg = new GpgHome();
        key = gpg.key("Signer <signer@example.com>", "ed25519", "never");
        publicKey = gpg.publicKey(key);
    }

    @AfterAll
    static void forgetKey() throws Exception {
        if (gpg != null) {
            gpg.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa2048", "nistp256", "nistp384", "brainpoolP256r1", "dsa2048"})
    void signaturesByKeysOfEveryKindAreAccepted(String algorithm) throws Exception {
        String own = gpg.key("Signer <" + algorithm + "@example.com>", algorithm, "never");

        SignedClaim claim = verify(gpg.sign(PAYLOAD.getBytes(UTF_8), own), gpg.publicKey(own));

        assertThat(claim).isEqualTo(new SignedClaim(MANIFEST, "docker.io/library/busybox:latest", own));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "zip", "zlib", "bzip2"})
    void messagesMayBeCompressed(String algorithm) throws Exception {
        assertThat(verify(gpg.sign(PAYLOAD.getBytes(UTF_8), key, "--compress-algo", algorithm), publicKey)
                        .signer())
                .isEqualTo(key);
    }

    @Test
    void keysMayComeInArmour() throws Exception {
        byte[] armoured = gpg.run("--armor", "--export", key);
        String other = gpg.key("Other <other@example.com>", "ed25519", "never");
        byte[] both = join(gpg.run("--armor", "--export", other), "\nsome words\n".getBytes(UTF_8), armoured);
        byte[] signature = gpg.sign(PAYLOAD.getBytes(UTF_8), key);

        assertThat(verify(signature, armoured).signer()).isEqualTo(key);
        assertThat(verify(signature, both).signer()).isEqualTo(key);
        assertThat(verify(signature, gpg.publicKey(other, key)).signer()).isEqualTo(key);
    }

    @Test
    void oldKeysVouchForThemselvesWithOldHashes() throws Exception {
        gpg.run(
                "--faked-system-time",
                "20100101T000000!",
                "--cert-digest-algo",
                "SHA1",
                "--quick-generate-key",
                "Vendor <vendor@example.com>",
                "rsa4096",
                "sign",
                "never");

        byte[] signature = gpg.sign(PAYLOAD.getBytes(UTF_8), "vendor@example.com");

        assertThat(verify(signature, gpg.publicKey("vendor@example.com")).manifest())
                .isEqualTo(MANIFEST);
        assertRefused(
                gpg.sign(PAYLOAD.getBytes(UTF_8), "vendor@example.com", "--digest-algo", "SHA1"),
                gpg.publicKey("vendor@example.com"),
                "a hash that is broken");
    }

    @Test
    void aSubkeySignsForItsPrimaryKey() throws Exception {
        String primary = gpg.key("Primary <primary@example.com>", "rsa2048", "never");
        gpg.run("--quick-add-key", primary, "ed25519", "sign", "never");

        byte[] signature = gpg.sign(PAYLOAD.getBytes(UTF_8), primary);

        assertThat(verify(signature, gpg.publicKey(primary)).signer()).isEqualTo(primary);
    }

    @Test
    void anotherKeyIsNotAccepted() throws Exception {
        String other = gpg.key("Stranger <stranger@example.com>", "ed25519", "never");

        assertRefused(gpg.sign(PAYLOAD.getBytes(UTF_8), other), publicKey, "not among the trusted ones");
    }

    @Test
    void anExpiredKeyIsNotAccepted() throws Exception {
        String expired = gpg.key("Expired <expired@example.com>", "ed25519", "never");
        byte[] signature = gpg.sign(PAYLOAD.getBytes(UTF_8), expired);
        // a key expires by what it says of itself: a day after it was made, which is a year ago
        gpg.run(
                "--faked-system-time",
                "20200101T000000!",
                "--quick-generate-key",
                "Old <old@example.com>",
                "ed25519",
                "sign",
                "1d");
        byte[] old = gpg.sign(PAYLOAD.getBytes(UTF_8), "old@example.com", "--faked-system-time", "20200101T120000!");

        assertThat(verify(signature, gpg.publicKey(expired)).signer()).isEqualTo(expired);
        assertRefused(old, gpg.publicKey("old@example.com"), "expired at 2020-01-02");
        String fingerprint = GpgHome.text(gpg.run("--with-colons", "--list-keys", "old@example.com"))
                .replaceFirst("(?s).*\\nfpr:*([0-9A-F]+):.*", "$1");
        gpg.run("--quick-set-expire", fingerprint, "20y");
        assertThat(verify(old, gpg.publicKey("old@example.com")).signer()).isEqualTo(fingerprint);
    }

    @Test
    void anExpiredSignatureIsNotAccepted() throws Exception {
        gpg.run(
                "--faked-system-time",
                "20200101T000000!",
                "--quick-generate-key",
                "Long <long@example.com>",
                "ed25519",
                "sign",
                "never");
        byte[] old = gpg.sign(
                PAYLOAD.getBytes(UTF_8),
                "long@example.com",
                "--faked-system-time",
                "20200101T120000!",
                "--default-sig-expire",
                "1d");
        byte[] lasting =
                gpg.sign(PAYLOAD.getBytes(UTF_8), "long@example.com", "--faked-system-time", "20200101T120000!");

        assertRefused(old, gpg.publicKey("long@example.com"), "it expired at 2020-01-02T12:00:00Z");
        assertThat(verify(lasting, gpg.publicKey("long@example.com")).manifest())
                .isEqualTo(MANIFEST);
    }

    @Test
    void aRevokedKeyIsNotAccepted() throws Exception {
        String revoked = gpg.key("Revoked <revoked@example.com>", "ed25519", "never");
        byte[] signature = gpg.sign(PAYLOAD.getBytes(UTF_8), revoked);
        String certificate = Files.readString(
                        gpg.path().resolve("openpgp-revocs.d").resolve(revoked + ".rev"))
                .replace(":-----BEGIN", "-----BEGIN");
        Path file = Files.writeString(gpg.path().resolve("revocation"), certificate);

        gpg.run("--import", file.toString());

        assertRefused(signature, gpg.publicKey(revoked), "is revoked");
    }

    @Test
    void aRevokedSubkeyIsNotAccepted() throws Exception {
        String primary = gpg.key("Half <half@example.com>", "rsa2048", "never");
        gpg.run("--quick-add-key", primary, "ed25519", "sign", "1d");
        byte[] signature = gpg.sign(PAYLOAD.getBytes(UTF_8), primary);
        Process edit = new ProcessBuilder(
                        "gpg",
                        "--homedir",
                        gpg.path().toString(),
                        "--no-tty",
                        "--command-fd",
                        "0",
                        "--yes",
                        "--passphrase",
                        "",
                        "--pinentry-mode",
                        "loopback",
                        "--edit-key",
                        primary)
                .redirectErrorStream(true)
                .start();
        edit.getOutputStream().write("key 1\nrevkey\ny\n1\n\ny\nsave\n".getBytes(UTF_8));
        edit.getOutputStream().close();
        byte[] talk = edit.getInputStream().readAllBytes();
        assertThat(edit.waitFor()).as(GpgHome.text(talk)).isZero();

        assertRefused(signature, gpg.publicKey(primary), "is revoked");
    }

    @Test
    void aKeyThatMayNotSignIsNotAccepted() throws Exception {
        byte[] signature = gpg.sign(PAYLOAD.getBytes(UTF_8), key);

        assertThatThrownBy(() -> verify(signature, "no key".getBytes(UTF_8)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("keyring");
        assertThatThrownBy(() -> verify(signature, gpg.run("--export-secret-keys", key)))
                .isInstanceOf(ImageException.class);
    }

    @Test
    void messagesOfOtherShapesAreNotAccepted() throws Exception {
        byte[] payload = PAYLOAD.getBytes(UTF_8);
        String second = gpg.key("Second <second@example.com>", "ed25519", "never");

        assertRefused(gpg.sign(payload, key, "--clear-sign"), publicKey, "OpenPGP message");
        assertRefused(gpg.sign(payload, key, "--detach-sign"), publicKey, "OpenPGP message");
        assertRefused(gpg.sign(payload, key, "--textmode"), publicKey, "OpenPGP message|document's bytes");
        assertRefused(
                gpg.sign(payload, key, "--local-user", second),
                gpg.publicKey(key, second),
                "a message of 2 signatures");
        byte[] whole = gpg.sign(payload, key, "--compress-algo", "uncompressed");
        assertRefused(join(whole, whole), publicKey, "something stands behind");
        assertRefused(join(whole, new byte[] {1, 2, 3}), publicKey, "OpenPGP message");
        assertRefused(PAYLOAD.getBytes(UTF_8), publicKey, "OpenPGP message");
        assertRefused(new byte[0], publicKey, "OpenPGP message");
    }

    @Test
    void aMessageMayNotUnpackToMore() throws Exception {
        byte[] bomb = gpg.sign(new byte[16 << 20], key, "--compress-algo", "zip");

        assertThat(bomb).hasSizeLessThan(100_000);
        assertRefused(bomb, publicKey, "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | not|is no statement",
                "\"optional\" | \"optionality\" | critical and optional",
                "\"atomic container | \"other container | critical.type",
                "\"type\" | \"type\":\"atomic container signature\",\"type\" | twice",
                "\"docker-reference\" | \"also\":1,\"docker-reference\" | critical.identity.also: not known",
                "\"critical\" | \"critic\" | critical: missing",
                "sha256: | md5: | digest",
                "1483228800 | 1.5 | timestamp",
                "\"somebody\" | [] | optional.creator",
                "{\"creator\":\"somebody\",\"timestamp\":1483228800}} | null} | optional",
                "1483228800}} | 1483228800}}{} | end of document",
            })
    void payloadsAreReadStrictly(String found, String replacement) throws Exception {
        byte[] payload = PAYLOAD.replaceFirst(
                        Pattern.quote(found.strip()), Matcher.quoteReplacement(replacement.strip()))
                .getBytes(UTF_8);

        assertRefused(gpg.sign(payload, key), publicKey, "no statement on an image");
    }

    @Test
    void whatWasSignedMayNotBeChanged() throws Exception {
        byte[] signature = gpg.sign(PAYLOAD.getBytes(UTF_8), key, "--compress-algo", "uncompressed");
        Random random = new Random(5);
        int accepted = 0;
        for (int i = 0; i < 500; i++) {
            byte[] damaged = signature.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                SignedClaim claim = verify(damaged, publicKey);
                // what is not signed may be anything: the name and time of a literal packet, unhashed subpackets
                assertThat(claim).isEqualTo(new SignedClaim(MANIFEST, "docker.io/library/busybox:latest", key));
                accepted++;
            } catch (SignatureException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(accepted).isLessThan(60);
    }

    /** Lengths are where parsers of packets go wrong: each byte in turn claims as much as it can. */
    @Test
    void noLengthIsBelieved() throws Exception {
        byte[] signature = gpg.sign(PAYLOAD.getBytes(UTF_8), key, "--compress-algo", "uncompressed");
        for (int i = 0; i < signature.length; i++) {
            for (int width = 1; width <= 5; width += 4) {
                byte[] damaged = signature.clone();
                for (int j = i; j < Math.min(i + width, damaged.length); j++) {
                    damaged[j] = (byte) 0xff;
                }
                assertHarmless(damaged);
            }
        }
        for (int tag = 0; tag < 64; tag++) {
            assertHarmless(join(new byte[] {(byte) (0xc0 | tag), (byte) 0xff, 0x7f, -1, -1, -1}, signature));
            // an endless row of partial lengths
            byte[] partial = new byte[4096];
            Arrays.fill(partial, (byte) 0xfe);
            partial[0] = (byte) (0xc0 | tag);
            assertHarmless(partial);
        }
    }

    private static void assertHarmless(byte[] message) {
        try {
            assertThat(verify(message, publicKey).manifest()).isEqualTo(MANIFEST);
        } catch (SignatureException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void ourSignaturesAreGnuPgs() throws Exception {
        byte[] payload = SimpleSignatures.payload(MANIFEST, "docker.io/library/busybox:1");
        byte[] made = new GnuPg(Optional.of(gpg.path())).sign(payload, key, Optional.empty());
        Path file = Files.write(gpg.path().resolve("made"), made);

        assertThat(gpg.run("--decrypt", file.toString())).isEqualTo(payload);
        assertThat(verify(made, publicKey)).isEqualTo(new SignedClaim(MANIFEST, "docker.io/library/busybox:1", key));
    }

    @Test
    void aKeyMayHaveAPassphrase() throws Exception {
        gpg.run(
                "--passphrase",
                "open sesame",
                "--quick-generate-key",
                "Locked <locked@example.com>",
                "ed25519",
                "sign");
        GnuPg tool = new GnuPg(Optional.of(gpg.path()));
        byte[] payload = PAYLOAD.getBytes(UTF_8);

        byte[] made = tool.sign(payload, "locked@example.com", Optional.of("open sesame"));

        assertThat(verify(made, tool.export("locked@example.com")).manifest()).isEqualTo(MANIFEST);
        gpg.forgetPassphrases();
        assertThatThrownBy(() -> tool.sign(payload, "locked@example.com", Optional.of("wrong")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("signing with the key locked@example.com: gpg failed: ");
    }

    @Test
    void whatGnuPgRefusesIsTold() {
        GnuPg tool = new GnuPg(Optional.of(gpg.path()));

        assertThatThrownBy(() -> tool.sign(new byte[0], "nobody@example.com", Optional.empty()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("No secret key");
        assertThatThrownBy(() -> tool.sign(new byte[0], "--help", Optional.empty()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("No secret key");
        assertThatThrownBy(() -> tool.export("nobody@example.com"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("no public key \"nobody@example.com\"");
    }

    @Test
    void anImageIsNotSignedByARepositorysNameAlone() {
        ImageReference repository =
                new ImageReference("docker.io", "library/busybox", Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> SimpleSigning.create(MANIFEST, repository, key, Optional.empty()))
                .hasMessageContaining("a tag or digest expected");
    }

    private static SignedClaim verify(byte[] message, byte[] keyring) {
        return SimpleSigning.verify(Signature.simple(RawDocument.of(message)), List.of(keyring));
    }

    private static void assertRefused(byte[] message, byte[] keyring, String problem) {
        assertThatThrownBy(() -> verify(message, keyring))
                .isInstanceOf(SignatureException.class)
                .hasMessageMatching("(?s).*(" + problem + ").*");
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
