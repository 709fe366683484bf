package dev.pinisi.oci.execute;

import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Utf8;
import java.util.ArrayList;
import java.util.List;

/** HOME for programs that are given none, as the other runtimes do: from the container's /etc/passwd, else "/". */
final class HomeDirectory {
    private static final int UID = 2;
    private static final int HOME = 5;
    private static final int LONGEST_PASSWD = 1 << 20;

    private HomeDirectory() {}

    /** The environment, with HOME. */
    static List<String> added(List<String> env, int uid) {
        for (String variable : env) {
            if (variable.startsWith("HOME=") && variable.length() > 5) {
                return env;
            }
        }
        List<String> longer = new ArrayList<>(env);
        longer.removeIf(variable -> variable.equals("HOME="));
        longer.add("HOME=" + of(passwd(), Integer.toUnsignedString(uid)));
        return longer;
    }

    /** The home directory of a user by the text of a passwd file. */
    static String of(String passwd, String uid) {
        int start = 0;
        while (start < passwd.length()) {
            int end = passwd.indexOf('\n', start);
            end = end < 0 ? passwd.length() : end;
            String line = passwd.substring(start, end);
            String home = field(line, HOME);
            if (field(line, UID).equals(uid) && !home.isEmpty()) {
                return home;
            }
            start = end + 1;
        }
        return "/";
    }

    private static String field(String line, int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            start = line.indexOf(':', start) + 1;
            if (start == 0) {
                return "";
            }
        }
        int end = line.indexOf(':', start);
        return line.substring(start, end < 0 ? line.length() : end);
    }

    private static String passwd() {
        byte[] content = FileContents.readForeign("/etc/passwd", LONGEST_PASSWD);
        return Utf8.decode(content, 0, content.length);
    }
}
