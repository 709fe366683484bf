package dev.pinisi.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.engine.ContainerState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the files of containers and images, with podman's words. */
class FilesCommandsTest {
    private final Session session = new Session();
    private final FakeEngine engine = session.engine;

    @BeforeEach
    void containers() {
        engine.add("web", ContainerState.RUNNING);
        engine.add("mounted", ContainerState.EXITED);
        engine.images.add("c", "localhost/busybox:latest");
    }

    @Test
    void diff_prints_letters_or_json() {
        assertThat(session.run("diff", "web").out()).isEqualTo("C /etc\nA /etc/new\nD /old\n");
        assertThat(session.run("container", "diff", "--format", "json", "web").out())
                .isEqualTo("""
                {
                     "changed": [
                          "/etc"
                     ],
                     "added": [
                          "/etc/new"
                     ],
                     "deleted": [
                          "/old"
                     ]
                }
                """);
        assertThat(session.run("image", "diff", "busybox").out()).isEqualTo("A /bin\n");
        assertThat(session.run("diff", "busybox").out()).isEqualTo("A /bin\n");
        assertThat(session.run("diff", "--format", "{{.}}", "web").err())
                .isEqualTo("Error: only supported value for '--format' is 'json'\n");
        assertThat(session.run("diff", "-l", "web").err())
                .isEqualTo("Error: --latest and containers cannot be used together\n");
        assertThat(session.run("diff").code()).isEqualTo(125);
    }

    @Test
    void commit_passes_its_options_on_and_writes_the_id(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("id");
        assertThat(session.run("commit", "-c", "CMD a", "-c", "ENV A=b", "--iidfile", file.toString(), "web", "new")
                        .out())
                .isEqualTo("c".repeat(64) + "\n");
        assertThat(file).hasContent("c".repeat(64));
        assertThat(engine.calls)
                .anyMatch(call -> call.startsWith("commit web")
                        && call.contains("name=new, changes=[CMD a, ENV A=b]")
                        && call.contains("pause=false"));
        assertThat(session.run("commit", "--format", "x", "web").err())
                .isEqualTo("Error: unrecognized image format \"x\"\n");
        assertThat(session.run("commit").err()).isEqualTo("Error: accepts between 1 and 2 arg(s), received 0\n");
    }

    @Test
    void export_writes_a_file(@TempDir Path directory) {
        Path file = directory.resolve("out.tar");
        assertThat(session.run("export", "-o", file.toString(), "web").code()).isZero();
        assertThat(file).hasContent("files of web");
    }

    @Test
    void import_needs_an_archive_that_is_there(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("in.tar"), "tar");
        assertThat(session.run("import", "-m", "hello", "--arch", "arm64", file.toString(), "new")
                        .out())
                .isEqualTo("sha256:" + "b".repeat(64) + "\n");
        assertThat(engine.calls)
                .contains("import ImportSpec[name=new, changes=[], message=hello, os=, architecture=arm64, variant=]");
        assertThat(session.run("import", "/nosuch").err())
                .isEqualTo("Error: error opening \"/nosuch\": open /nosuch: no such file or directory\n");
    }

    @Test
    void mount_lists_what_is_mounted_and_mounts_what_is_named() {
        assertThat(session.run("mount").out()).isEqualTo("a2a2a2a2a2a2  /mounted/mounted\n");
        assertThat(session.run("mount", "web").out()).isEqualTo("/mounted/web\n");
        assertThat(session.run("unmount", "mounted").out()).isEqualTo("mounted\n");
        assertThat(session.run("umount", "web").out()).isEmpty();
        assertThat(engine.calls).contains("mount web", "unmount mounted false");
        assertThat(session.run("mount", "--format", "x").err()).isEqualTo("Error: unknown --format argument: \"x\"\n");
    }

    @Test
    void image_mount_prints_a_path_or_a_table() {
        assertThat(session.run("image", "mount", "busybox").out()).isEqualTo("/mounted/busybox\n");
        assertThat(session.run("image", "mount").out())
                .isEqualTo("localhost/busybox:latest  /mounted/" + "c".repeat(64) + "\n");
        assertThat(session.run("image", "unmount", "--all").out()).isEqualTo("c".repeat(64) + "\n");
        assertThat(session.run("image", "unmount").err()).isEqualTo("Error: image name or ID must be specified\n");
    }

    @Test
    void history_shortens_unless_told_not_to() {
        assertThat(session.run("history", "--human=false", "busybox").out()).isEqualTo("""
                ID            CREATED               CREATED BY                                     SIZE        COMMENT
                cccccccccccc  1970-01-01T00:00:00Z  /bin/sh                                        12.3kB      a comment
                <missing>     1970-01-01T00:00:00Z  /bin/sh -c #(nop) ADD file:0123456789abcde...  2.22MB      \n\
                """);
        assertThat(session.run("history", "-q", "--no-trunc", "busybox").out())
                .isEqualTo("c".repeat(64) + "\n<missing>\n");
        assertThat(session.run("history", "--format", "{{.Size}} {{.Comment}}", "busybox")
                        .out())
                .isEqualTo("12.3kB a comment\n2.22MB \n");
        assertThat(session.run("history", "--format", "json", "busybox").out())
                .startsWith("[{\"id\":\"cccc")
                .contains("\"size\":12288,\"comment\":\"a comment\",\"Created\":\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void a_tree_has_a_branch_for_each_image() {
        assertThat(session.run("image", "tree", "--whatrequires", "busybox").out())
                .isEqualTo("""
                Image ID: cccccccccccc
                Tags:     [localhost/busybox:latest]
                Size:     2.218MB
                Image Layers
                ├── ID: 000000000000 Size: 2.216MB
                ├── ID: 111111111111 Size: 12.29kB Top Layer of: [localhost/one:latest]
                └── ID: 222222222222 Size:      0B

                """);
    }

    @Test
    void an_end_of_cp_is_a_path_of_this_host_or_of_a_container() {
        assertThat(CopyEnd.parse("web:/x:y")).isEqualTo(new CopyEnd("web", "/x:y"));
        assertThat(CopyEnd.parse("./a:b").isHost()).isTrue();
        assertThat(CopyEnd.parse("/a:b").isHost()).isTrue();
        assertThat(CopyEnd.parse("-").isStream()).isTrue();
        assertThat(CopyEnd.parse("web:/d/.").isContents()).isTrue();
        assertThat(CopyEnd.parse("web:/").isContents()).isTrue();
        assertThat(CopyEnd.parse("web:/d/").isContents()).isFalse();
        assertThatThrownBy(() -> CopyEnd.parse(":/x")).isInstanceOf(CommandException.class);
        assertThat(session.run("cp", "nosuch:/x", ".").err()).isEqualTo("Error: container \"nosuch\" does not exist\n");
        assertThat(session.run("cp", "a", "b").err()).contains("one of SRC_PATH and DEST_PATH must be in a container");
    }
}
