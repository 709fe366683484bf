package dev.pinisi.storage;

import java.util.Optional;

/**
 * How an archive is unpacked over files that are there.
 *
 * @param owner whose all files become; empty for those that the archive says
 * @param overwrite whether a directory may be replaced by what is none, and the other way round
 * @param devices whether device nodes are made, or left out
 */
public record UnpackOptions(Optional<Owner> owner, boolean overwrite, boolean devices) {
    /** As the archive says, all of it, and nothing of another kind replaced. */
    public static final UnpackOptions DEFAULT = new UnpackOptions(Optional.empty(), false, true);

    /** A user and a group. */
    public record Owner(int uid, int gid) {}
}
