package dev.pinisi.linux;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which users and groups of a user namespace are which of the host, user_namespaces(7).
 *
 * @param users empty if they are the same
 * @param groups empty if they are the same
 */
public record IdMappings(List<Range> users, List<Range> groups) {
    /** All IDs mean the same inside and outside. */
    public static final IdMappings NONE = new IdMappings(List.of(), List.of());

    /** What an ID shows as that is not mapped: the kernel's {@code overflowuid}. */
    public static final int OVERFLOW = 65534;

    /**
     * Some IDs in a row; numbers are unsigned.
     *
     * @param container the first one inside
     * @param host the one that it is outside
     * @param size how many
     */
    public record Range(int container, int host, int size) {
        public Range {
            if (size == 0) {
                throw new IllegalArgumentException("a range of IDs must not be empty");
            }
        }

        /** As a line of {@code /proc/PID/uid_map} has it. */
        @Override
        public String toString() {
            return Integer.toUnsignedString(container) + " " + Integer.toUnsignedString(host) + " "
                    + Integer.toUnsignedString(size);
        }
    }

    public IdMappings {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        if (users.isEmpty() != groups.isEmpty()) {
            throw new IllegalArgumentException("users and groups are either both mapped or both not");
        }
    }

    /** The same ranges for users and groups. */
    public static IdMappings of(Range... ranges) {
        return new IdMappings(List.of(ranges), List.of(ranges));
    }

    /** Whether all IDs stay what they are. */
    public boolean isNone() {
        return users.isEmpty();
    }

    /** The host's ID of a user inside; nothing if it is not mapped. */
    public OptionalInt hostUser(int user) {
        return toHost(users, user);
    }

    /** The host's ID of a group inside; nothing if it is not mapped. */
    public OptionalInt hostGroup(int group) {
        return toHost(groups, group);
    }

    /** A status with the owners as they show inside. */
    public FileStatus inContainer(FileStatus status) {
        return isNone()
                ? status
                : status.withOwner(toContainer(users, status.uid()), toContainer(groups, status.gid()));
    }

    private static OptionalInt toHost(List<Range> ranges, int id) {
        for (Range range : ranges) {
            if (Integer.compareUnsigned(id - range.container, range.size) < 0) {
                return OptionalInt.of(id - range.container + range.host);
            }
        }
        return ranges.isEmpty() ? OptionalInt.of(id) : OptionalInt.empty();
    }

    private static int toContainer(List<Range> ranges, int id) {
        for (Range range : ranges) {
            if (Integer.compareUnsigned(id - range.host, range.size) < 0) {
                return id - range.host + range.container;
            }
        }
        return OVERFLOW;
    }
}
