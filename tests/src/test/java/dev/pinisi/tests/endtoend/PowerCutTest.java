package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is on the disk when the power goes: while a command works on a store in an ext4 of its own, the file that this ext4 is
 * in is copied before each change that the command makes. A copy has what the kernel had written by then, and nothing else.
 * Each command runs twice: as it is, and with a stranger who syncs a file before each copy, which brings all new names onto
 * the disk, and the content of no file but his own.
 *
 * <p>Without more time, by {@code -Dpinisi.fault.points}, there is only the second run, and one copy of it is looked at besides
 * the last; with 0 all are, which takes some minutes.
 */
class PowerCutTest {
    private static final int POINTS = Integer.getInteger("pinisi.fault.points", 1);
    private static final long SEED = Long.getLong("pinisi.fault.seed", 1);

    private static Host host;
    private static Cutter cutter;

    @BeforeAll
    static void start() throws IOException {
        Host.assumeProgram("mkfs.btrfs");
        Host.assumeProgram("mkfs.ext4");
        host = Host.start();
        cutter = Cutter.make(host);
        SmallImage.make(host);
        Result mounted = host.run("sh", "-ec", """
                mkdir disks root run
                truncate -s 1G shared.img; mkfs.btrfs -q shared.img; mount -o loop shared.img disks
                truncate -s 64M disks/disk; mkfs.ext4 -q disks/disk
                """);
        assumeTrue(mounted.exit() == 0, "no loop devices or file systems for them: " + mounted.err());
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.run("sh", "-c", "umount root; umount disks");
            host.close();
        }
    }

    @Test
    void loadedIsLoadedAndUntilThenNothingIsThere() {
        assertSurvives("images -q", "", "load -q -i " + SmallImage.ARCHIVE);
    }

    @Test
    void aNameIsTheOldImagesOrTheNew() {
        assertSurvives("images --format {{.Repository}}", "load -q -i " + SmallImage.ARCHIVE, "tag small other");
    }

    @Test
    void aCreatedContainerIsThere() {
        assertSurvives(
                "ps -a --format {{.Names}}",
                "load -q -i " + SmallImage.ARCHIVE,
                "create --name c --network none small true");
    }

    @Test
    void aContainerThatRanIsThere() {
        assertSurvives(
                "ps -a --format {{.Names}}",
                "load -q -i " + SmallImage.ARCHIVE,
                "run --name c --network none -v data:/etc small sh -c true");
    }

    @Test
    void aVolumeIsThere() {
        assertSurvives("volume ls -q", "", "volume create -l a=b v");
    }

    @Test
    void whatIsRemovedIsWholeOrGone() {
        assertSurvives("images -q", "load -q -i " + SmallImage.ARCHIVE, "rmi small");
    }

    /**
     * What was made is there when its command has ended; what was removed may be there still, whole.
     *
     * @param shown a command that shows the object: nothing, or after the change something, or the other way round
     */
    private static void assertSurvives(String shown, String before, String change) {
        List<String> problems = new ArrayList<>();
        for (boolean stranger : POINTS == 1 ? List.of(true) : List.of(false, true)) {
            newDisk(before);
            String old = host.pinisi(shown.split(" ")).ok().out();
            List<String> options = new ArrayList<>(List.of("--copy", path("disks/disk"), path("disks/copy")));
            if (stranger) {
                options.addAll(List.of("--commit", path("root/stranger")));
            }
            cutter.run(options, List.of(change.split(" "))).ok();
            String now = host.pinisi(shown.split(" ")).ok().out();
            List<String> changes = cutter.log();
            host.run("cp", "--reflink=always", "disks/disk", "disks/copy.0").ok();
            host.run("umount", "root").ok();
            for (int point : sample(changes.size())) {
                String where = change + (stranger ? ", a stranger syncing," : "") + " cut at "
                        + (point == 0 ? "its end" : changes.get(point - 1)).replace(host.directory.toString(), "")
                        + ": ";
                look(point, shown, point == 0 && !now.isEmpty() ? Set.of(now) : Set.of(old, now), where, problems);
            }
            host.run("sh", "-c", "rm disks/copy.*").ok();
        }
        assertThat(problems).isEmpty();
    }

    private static String path(String name) {
        return host.directory.resolve(name).toString();
    }

    /** The power does not go before there is a store, and what came before is on the disk. */
    private static void newDisk(String before) {
        host.run(
                        "sh",
                        "-c",
                        "umount root 2>umount.log; rm -rf run; mkfs.ext4 -qF disks/disk; mount -o loop disks/disk root")
                .ok();
        host.pinisi("info").ok();
        if (!before.isEmpty()) {
            host.pinisi(before.split(" ")).ok();
        }
        host.run("sync", "-f", "root").ok();
    }

    private static void look(int point, String shown, Set<String> allowed, String where, List<String> problems) {
        host.run("sh", "-ec", "rm -rf run; mount -o loop disks/copy." + point + " root")
                .ok();
        try {
            Result there = host.pinisi(shown.split(" "));
            if (there.exit() != 0 || !allowed.contains(there.out())) {
                problems.add(where + "there is " + there);
            }
            Result check = host.pinisi("system", "check", "-r");
            if (check.exit() != 0 || check.out().contains("Damaged")) {
                problems.add(where + check);
            }
            Result again = host.pinisi("system", "check");
            if (again.exit() != 0 || !again.out().isEmpty()) {
                problems.add(where + "after a repair: " + again);
            }
        } finally {
            host.run("umount", "root").ok();
        }
    }

    /** Always the end, 0. */
    private static Set<Integer> sample(int points) {
        Set<Integer> sample = new LinkedHashSet<>(List.of(0));
        Random random = new Random(SEED);
        for (int i = 1; i <= (POINTS == 0 ? points : POINTS); i++) {
            sample.add(POINTS == 0 ? i : 1 + random.nextInt(points));
        }
        return sample;
    }
}
