package dev.pinisi.storage;

import java.util.List;

/** The store cannot do what was asked. The message says what was tried, what happened and what to do. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<String> users;

    /** What sort of failure; tools derive exit codes and statuses from it. */
    public enum Kind {
        NOT_FOUND,
        ALREADY_EXISTS,
        AMBIGUOUS,
        IN_USE,
        INVALID,
        UNSUPPORTED,
        DAMAGED,
        NO_SPACE,
        BUSY,
        IO
    }

    public StorageException(Kind kind, String message) {
        this(kind, message, List.of());
    }

    public StorageException(Kind kind, String message, Throwable cause) {
        this(kind, message, List.of());
        initCause(cause);
    }

    /**
     * @param users IDs of the containers that use the object
     */
    public StorageException(Kind kind, String message, List<String> users) {
        super(message);
        this.kind = kind;
        this.users = users;
    }

    public Kind kind() {
        return kind;
    }

    /** The IDs of the containers that stand in the way; empty where that is not the cause. */
    public List<String> users() {
        return users == null ? List.of() : users;
    }
}
