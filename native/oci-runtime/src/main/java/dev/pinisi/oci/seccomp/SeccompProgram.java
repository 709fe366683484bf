package dev.pinisi.oci.seccomp;

/**
 * A filter, ready for {@code seccomp(SECCOMP_SET_MODE_FILTER)}.
 *
 * @param bpf instructions as the kernel's {@code struct sock_filter}, 8 bytes each, little-endian; not copied
 * @param flags {@code SECCOMP_FILTER_FLAG_*}; contains NEW_LISTENER exactly if {@code notifies}
 * @param notifies whether the call returns a descriptor on which some system calls wait for an answer
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the kernel as it is; never compared
public record SeccompProgram(byte[] bpf, int flags, boolean notifies) {

    /** How many instructions: the {@code len} of {@code struct sock_fprog}. */
    public int length() {
        return bpf.length >> 3;
    }
}
