package dev.pinisi.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An image of three layers with few files, so that few calls make it: a shell, files of all sorts, and {@code data}, which is
 * random. Made by the host's tar, as a docker-archive.
 */
final class SmallImage {
    static final String NAME = "localhost/small:latest";
    static final Path ARCHIVE = Path.of("small.tar");

    private SmallImage() {}

    /** Makes it in the host's directory, with 300 KB of data; returns its ID. */
    static String make(Host host) throws IOException {
        return make(host, ARCHIVE.toString(), NAME, "seed");
    }

    /** Makes one whose data depends on the seed, with the other layers in common. */
    static String make(Host host, String archive, String name, String seed) throws IOException {
        host.run("sh", "-ec", """
                        rm -rf image; mkdir -p image/1/bin image/2/etc image/3
                        tar -xOf %1$s/share/images/busybox.tar layer.tar | tar -xC image/1 ./bin/busybox
                        for name in sh true sleep; do ln -s busybox image/1/bin/$name; done
                        echo root:x:0:0:root:/:/bin/sh >image/2/etc/passwd
                        echo secret >image/2/etc/shadow; chown 7:8 image/2/etc/shadow; chmod 4600 image/2/etc/shadow
                        ln image/2/etc/shadow image/2/etc/again; mknod image/2/etc/null c 1 3; mkfifo image/2/etc/fifo
                        ln -s passwd image/2/etc/link; : >image/2/etc/.wh.gone
                        setfattr -n user.kind -v small image/2/etc/passwd 2>image/failed || true
                        yes %2$s 2>image/failed | head -c 300000 >image/3/data
                        for layer in 1 2 3; do
                            tar --sort=name --mtime=@1700000000 --xattrs --numeric-owner -C image/$layer -cf image/$layer.tar .
                        done
                        """.formatted(Host.HOME, seed)).ok();
        Path image = host.directory.resolve("image");
        List<String> diffIds = new ArrayList<>();
        for (int layer = 1; layer <= 3; layer++) {
            diffIds.add("\"sha256:" + sha256(Files.readAllBytes(image.resolve(layer + ".tar"))) + "\"");
        }
        byte[] config = """
                {"architecture":"amd64","os":"linux","created":"2026-01-02T03:04:05Z","config":{"Cmd":["sh"]},\
                "rootfs":{"type":"layers","diff_ids":%s}}""".formatted(diffIds).getBytes(UTF_8);
        Files.write(image.resolve("config.json"), config);
        Files.writeString(image.resolve("manifest.json"), """
                [{"Config":"config.json","RepoTags":["%s"],"Layers":["1.tar","2.tar","3.tar"]}]""".formatted(name));
        host.run("tar", "-C", "image", "-cf", archive, "manifest.json", "config.json", "1.tar", "2.tar", "3.tar")
                .ok();
        return sha256(config);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
