package dev.pinisi.tests.endtoend;

import static dev.pinisi.tests.endtoend.Host.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** diff, commit, export, import, cp, mount, unmount. */
class FilesTest {
    private static final String ARCHIVE = Host.HOME + "/share/images/busybox.tar";
    private static Host host;

    @BeforeAll
    static void start() {
        host = Host.start();
        host.pinisi("load", "-q", "-i", ARCHIVE).ok();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.pinisi("image", "unmount", "--all", "--force");
            host.close();
        }
    }

    private static String create(String name, String script, String... options) {
        String[] command = new String[options.length + 8];
        String[] begin = {"run", "-d", "--network", "none", "--name", name};
        System.arraycopy(begin, 0, command, 0, begin.length);
        System.arraycopy(options, 0, command, begin.length, options.length);
        command[begin.length + options.length] = IMAGE;
        command[begin.length + options.length + 1] = "sh";
        String id = host.pinisi(append(command, "-c", script + "; touch /ready; exec sleep 1000"))
                .line();
        Host.await(
                name + " to be ready",
                () -> host.pinisi("exec", name, "test", "-e", "/ready").exit() == 0);
        return id;
    }

    private static String[] append(String[] words, String... more) {
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    @Test
    void aCommittedContainerRunsAgainAsItWas() {
        create("changed", "mkdir /d; echo hi >/d/a; rm -r /home; chmod 700 /tmp", "-e", "KEPT=yes");
        assertThat(host.pinisi("diff", "changed").ok().out())
                .contains("A /d\nA /d/a\n", "D /home\n", "C /tmp\n")
                .doesNotContain("/proc", "/etc/hosts");
        String id = host.pinisi(
                        "commit",
                        "-p",
                        "-a",
                        "me",
                        "-c",
                        "CMD [\"sh\",\"-c\",\"cat /d/a; echo $KEPT\"]",
                        "changed",
                        "made")
                .line();
        assertThat(host.pinisi("run", "--rm", "--network", "none", "made").ok().out())
                .isEqualTo("hi\nyes\n");
        host.pinisi("run", "--rm", "--network", "none", "made", "test", "-e", "/home")
                .exitsWith(1);
        assertThat(host.pinisi("history", "--format", "{{.CreatedBy}} {{.Comment}}", "made")
                        .line())
                .isEqualTo("/bin/sh FROM " + IMAGE + ":latest");
        assertThat(host.pinisi("image", "inspect", "--format", "{{.Id}} {{.Author}}", "made")
                        .line())
                .isEqualTo(id + " me");
        host.pinisi("commit", "-q", "--squash", "-f", "docker", "-m", "why", "changed", "flat")
                .ok();
        assertThat(host.pinisi("image", "inspect", "--format", "{{len .RootFS.Layers}} {{.ManifestType}}", "flat")
                        .line())
                .isEqualTo("1 application/vnd.docker.distribution.manifest.v2+json");
        assertThat(host.pinisi("run", "--rm", "--network", "none", "flat", "cat", "/d/a")
                        .line())
                .isEqualTo("hi");
        host.pinisi("commit", "-c", "FOO x", "changed").failsWith(125, "did not understand change instruction");
        host.pinisi("rm", "-f", "-t", "0", "changed").ok();
        host.pinisi("rmi", "made", "flat").ok();
    }

    @Test
    void whatIsExportedCanBeImported() {
        create("source", "echo hi >/hi; ln /hi /also");
        String export = String.join(" ", pinisi()) + " export source";
        host.run(
                        "sh",
                        "-ec",
                        export + " | gzip -1 | " + String.join(" ", pinisi()) + " import -c 'CMD cat /also' - again")
                .ok();
        assertThat(host.pinisi("run", "--rm", "--network", "none", "again").line())
                .isEqualTo("hi");
        assertThat(host.run("sh", "-c", export + " | tar tf - also").line()).isEqualTo("also");
        host.run("sh", "-c", "echo junk | " + String.join(" ", pinisi()) + " import -")
                .exitsWith(125);
        host.pinisi("rm", "-f", "-t", "0", "source").ok();
        host.pinisi("rmi", "again").ok();
    }

    private static String[] pinisi() {
        return new String[] {
            Host.HOME + "/bin/pinisi", "--root", host.directory + "/root", "--runroot", host.directory + "/run"
        };
    }

    @Test
    void cpReachesVolumesMemoryAndStoppedContainers() throws IOException {
        create("files", "echo v >/vol/v; echo t >/mem/t; ln -s /vol /link", "-v", "data:/vol", "--tmpfs", "/mem");
        Path own = Files.createDirectories(host.directory.resolve("cp"));
        Files.createDirectories(own.resolve("d/e"));
        Files.writeString(own.resolve("d/e/f"), "file");
        host.pinisi("cp", "files:/vol/v", "cp/v").ok();
        host.pinisi("cp", "files:/mem/t", "cp").ok();
        assertThat(own.resolve("v")).hasContent("v");
        assertThat(own.resolve("t")).hasContent("t");
        host.pinisi("cp", "cp/d", "files:/link").ok();
        host.pinisi("cp", "cp/d/.", "files:/mem/new").ok();
        assertThat(host.pinisi("exec", "files", "cat", "/vol/d/e/f", "/mem/new/e/f")
                        .ok()
                        .out())
                .isEqualTo("filefile");
        host.pinisi("cp", "cp/v", "files:/etc/hosts").failsWith(125, "device or resource busy");
        host.pinisi("cp", "cp/v", "files:/vol/d").ok();
        host.pinisi("cp", "cp/d", "files:/vol/v").failsWith(125, "destination must be a directory");
        host.pinisi("cp", "files:/nosuch", ".")
                .failsWith(125, "\"/nosuch\" could not be found on container files: no such file or directory");
        host.pinisi("stop", "-t", "0", "files").ok();
        host.pinisi("cp", "files:/vol/d", "files:/vol/copy").ok();
        host.pinisi("cp", "files:/vol/copy/v", "cp/later").ok();
        assertThat(own.resolve("later")).hasContent("v");
        String root = host.pinisi("inspect", "--format", "{{.Id}}", "files").line();
        assertThat(host.mounts()).noneMatch(line -> line.contains(root));
        host.pinisi("rm", "files").ok();
        host.pinisi("volume", "rm", "data").ok();
    }

    /** A program in the container exchanges a folder for a link to the host's as fast as it can. */
    @Test
    void cpIsLedNowhereByLinksThatAreExchanged() throws IOException {
        Path outside = Files.createDirectories(host.directory.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "the host's");
        create(
                "hostile",
                "mkdir /d; echo harmless >/d/secret; (while :; do mv /d /x; ln -s " + outside
                        + " /d; rm /d; mv /x /d; done) >/dev/null 2>&1 & true");
        Files.writeString(host.directory.resolve("new"), "new");
        for (int i = 0; i < 12; i++) {
            host.pinisi("cp", "new", "hostile:/d");
            host.pinisi("cp", "hostile:/d/secret", "got");
            Path got = host.directory.resolve("got");
            if (Files.exists(got)) {
                assertThat(Files.readString(got)).isEqualTo("harmless\n");
            }
        }
        assertThat(outside).isDirectoryNotContaining(file -> !file.endsWith("secret"));
        assertThat(outside.resolve("secret")).hasContent("the host's");
        host.pinisi("rm", "-f", "-t", "0", "hostile").ok();
    }

    @Test
    void whatIsMountedStaysMountedOverARun() {
        host.pinisi("create", "--network", "none", "--name", "held", IMAGE, "sh", "-c", "echo ran >/ran")
                .ok();
        Path root = Path.of(host.pinisi("mount", "held").line());
        host.pinisi("start", "-a", "held").ok();
        assertThat(host.run("cat", root + "/ran").line()).isEqualTo("ran");
        assertThat(host.pinisi("mount").out()).contains(root.toString());
        host.pinisi("unmount", "held").ok().prints("held");
        assertThat(host.mounts()).noneMatch(line -> line.contains(root.toString()));
        host.pinisi("commit", "-q", "held", "kept").ok();
        host.pinisi("rm", "held").ok();
        String image = host.pinisi("image", "mount", "kept").line();
        assertThat(host.run("cat", image + "/ran").line()).isEqualTo("ran");
        host.run("touch", image + "/x").exitsWith(1);
        host.pinisi("rmi", "kept").failsWith(2, "it is mounted; unmount it first");
        host.pinisi("image", "unmount", "kept").ok();
        assertThat(host.mounts()).noneMatch(line -> line.contains(image));
        host.pinisi("rmi", "kept").ok();
    }
}
