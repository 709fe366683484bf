package dev.pinisi.oci.checkpoint;

/** Numbers of CRIU's protocol (images/rpc.proto): kinds of requests, and fields. */
final class Rpc {
    static final int DUMP = 1;
    static final int RESTORE = 2;
    static final int PRE_DUMP = 4;
    static final int NOTIFY = 6;
    static final int VERSION = 10;

    /** Of a request and of an answer. */
    static final int TYPE = 1;

    static final int OPTIONS = 2;
    static final int NOTIFY_SUCCESS = 3;

    static final int SUCCESS = 2;
    static final int RESTORED = 4;
    static final int NOTICE = 5;
    static final int ERRNO = 7;
    static final int ERROR_TEXT = 9;
    static final int VERSION_FOUND = 10;

    private Rpc() {}
}
