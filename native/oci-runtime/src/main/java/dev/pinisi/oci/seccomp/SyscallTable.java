package dev.pinisi.oci.seccomp;

import java.util.HashMap;
import java.util.Map;

/**
 * The system calls of one architecture: names to numbers.
 *
 * <p>Read from texts in which a number says where counting goes on, a word is the name of the next number, and a word
 * after a minus is a name that the architecture does not have. Of a name given twice the later number counts.
 */
final class SyscallTable {
    private final Map<String, Integer> numbers = new HashMap<>(1024);

    SyscallTable(String... texts) {
        for (String text : texts) {
            read(text);
        }
    }

    /** The number of that system call; -1 if this architecture has none of that name. */
    int number(String name) {
        Integer number = numbers.get(name);
        return number == null ? -1 : number;
    }

    private void read(String text) {
        int next = 0;
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) > ' ') {
                end++;
            }
            String token = text.substring(start, end);
            char first = text.charAt(start);
            if (first == '-') {
                numbers.remove(token.substring(1));
            } else if (first >= '0' && first <= '9') {
                next = Integer.parseInt(token);
            } else {
                numbers.put(token, next++);
            }
            start = end + 1;
        }
    }
}
