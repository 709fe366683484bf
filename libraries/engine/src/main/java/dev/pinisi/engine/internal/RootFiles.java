package dev.pinisi.engine.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads users and groups in a root file system, whatever links it holds. */
final class RootFiles {
    /** No real /etc/passwd is larger. */
    private static final int MAXIMUM = 4 << 20;

    private RootFiles() {}

    /** Who a process of this container runs as. */
    static User user(Path rootfs, String user, List<String> groups) {
        try (Directory root = Directory.open(rootfs);
                Directory etc = root.openInRoot(bytes("etc"))) {
            return new UserLookup(text(etc, "passwd"), text(etc, "group")).find(user, groups);
        } catch (LinuxException noEtc) {
            return new UserLookup("", "").find(user, groups);
        }
    }

    /** The text of /etc/passwd or /etc/group; empty where there is none. */
    static String database(Path rootfs, String name) {
        try (Directory root = Directory.open(rootfs);
                Directory etc = root.openInRoot(bytes("etc"))) {
            return text(etc, name);
        } catch (LinuxException noEtc) {
            return "";
        }
    }

    /** Whether there is such a folder, whatever links lead to it. */
    @SuppressWarnings("try") // opened, not used
    static boolean isDirectory(Path rootfs, String path) {
        try (Directory root = Directory.open(rootfs);
                Directory found = root.openInRoot(bytes(path.substring(1)))) {
            return true;
        } catch (LinuxException notThere) {
            return false;
        }
    }

    private static String text(Directory directory, String name) {
        try (OpenFile file = directory.openFile(bytes(name))) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            int count = file.read(0, buffer, 0, buffer.length);
            while (count > 0 && content.size() < MAXIMUM) {
                content.write(buffer, 0, count);
                count = file.read(content.size(), buffer, 0, buffer.length);
            }
            return content.toString(StandardCharsets.UTF_8);
        } catch (LinuxException none) {
            return "";
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
