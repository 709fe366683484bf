package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a JVM of its own, which has the library: whether it is there is asked once a process. */
class NativeSha256Test {
    private static final Path LIBRARY = Path.of("../../native/gate/target/libpinisi-gate.so");
    private static final String NO_INSTRUCTIONS = "no instructions";
    private static final int LONGEST = 1 << 20;

    @TempDir
    Path home;

    @Test
    void givesTheDigestsOfTheJdk() throws Exception {
        assumeTrue(Files.exists(LIBRARY), "no libpinisi-gate.so: make -C native/gate");
        Files.createDirectory(home.resolve("lib"));
        Files.copy(LIBRARY, home.resolve("lib/libpinisi-gate.so"));
        Process comparison = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-Dpinisi.home=" + home,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NativeSha256Test.class.getName()))
                .redirectErrorStream(true)
                .start();
        String said = new String(comparison.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = comparison.waitFor();
        assumeTrue(!said.startsWith(NO_INSTRUCTIONS), "this processor has no instructions for SHA-256");
        assertThat(code).as(said).isZero();
    }

    /** Compares, and ends in an AssertionError if there is a difference. */
    public static void main(String[] arguments) throws GeneralSecurityException, IOException {
        if (!NativeSha256.isAvailable()) {
            System.out.println(NO_INSTRUCTIONS);
            return;
        }
        NativeSha256 ours = new NativeSha256();
        MessageDigest theirs = MessageDigest.getInstance("SHA-256");
        // every length around one block and two, where the padding takes another block or not
        for (int length = 0; length <= 200; length++) {
            byte[] bytes = new byte[length];
            new Random(length).nextBytes(bytes);
            assertThat(ours.digest(bytes)).as("%d bytes", length).isEqualTo(theirs.digest(bytes));
        }
        pieces(ours, theirs);
        bounds(ours);
    }

    private static void pieces(NativeSha256 ours, MessageDigest theirs) {
        Random random = new Random(1);
        byte[] bytes = new byte[LONGEST];
        random.nextBytes(bytes);
        for (int round = 0; round < 50; round++) {
            int end = random.nextInt(LONGEST);
            int at = 0;
            while (at < end) {
                int count = Math.min(end - at, random.nextInt(random.nextBoolean() ? 100 : 600_000));
                ours.update(bytes, at, count);
                at += count;
            }
            assertThat(ours.digest()).as("round %d", round).isEqualTo(digest(theirs, bytes, end));
        }
        ours.update((byte) 'a');
        ours.reset();
        assertThat(ours.digest()).isEqualTo(theirs.digest());
    }

    private static byte[] digest(MessageDigest theirs, byte[] bytes, int end) {
        theirs.update(bytes, 0, end);
        return theirs.digest();
    }

    private static void bounds(NativeSha256 ours) {
        assertThatThrownBy(() -> ours.engineUpdate(new byte[100], 90, 11))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ours.engineUpdate(new byte[100], -1, 10))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ours.digest(new byte[40], 0, 31)).isInstanceOf(DigestException.class);
    }
}
