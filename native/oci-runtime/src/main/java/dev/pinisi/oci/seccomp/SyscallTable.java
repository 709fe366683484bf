package dev.pinisi.oci.seccomp;

/**
 * Names and numbers of system calls as text: a number says where counting goes on, a word is the name of the next number,
 * and a word after a minus is a name that is left out though a later text has it. Of a name given twice the first counts.
 */
final class SyscallTable {
    /** Takes what is found. */
    interface Finder {
        void found(int number, Profile.Call call);
    }

    private SyscallTable() {}

    /**
     * Finds the calls that a profile names.
     *
     * @param reader whose search this is; a call is found once by each
     */
    static void search(String[] texts, Profile profile, Enum<?> reader, Finder finder) {
        for (String text : texts) {
            search(text, profile, reader, finder);
        }
    }

    private static void search(String text, Profile profile, Enum<?> reader, Finder finder) {
        int next = 0;
        int start = 0;
        while (start < text.length()) {
            char first = text.charAt(start);
            start += first == '-' ? 1 : 0;
            int end = start;
            int hash = 0;
            for (; end < text.length() && text.charAt(end) > ' '; end++) {
                hash = 31 * hash + text.charAt(end);
            }
            if (first >= '0' && first <= '9') {
                next = Integer.parseInt(text.substring(start, end));
            } else {
                Profile.Call call = profile.find(text, start, end, hash);
                if (call != null && call.isNewTo(reader) && first != '-') {
                    finder.found(next, call);
                }
                next += first == '-' ? 0 : 1;
            }
            start = end + 1;
        }
    }
}
