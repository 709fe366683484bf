package dev.pinisi.network;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Things that one owner at a time has. A claim is a symbolic link whose name is the thing and whose target is the
 * owner: made by one call that fails if it exists, never half-written, and kept by no process.
 */
final class Claims {
    private final Path directory;

    Claims(Path directory) {
        this.directory = directory;
    }

    /** False if it is somebody's. */
    boolean claim(String thing, String owner) {
        try {
            Files.createSymbolicLink(directory.resolve(thing), Path.of(owner));
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (IOException failure) {
            throw failed("claim " + thing, failure);
        }
    }

    /** Whose it is; the empty string: nobody's. */
    String owner(String thing) {
        try {
            return Files.readSymbolicLink(directory.resolve(thing)).toString();
        } catch (NoSuchFileException | NotLinkException free) {
            return "";
        } catch (IOException failure) {
            throw failed("read the claim of " + thing, failure);
        }
    }

    /** Says anew whose it is, for what is a hint only: two who do so at once may both go unheard. */
    void note(String thing, String owner) {
        try {
            Files.deleteIfExists(directory.resolve(thing));
        } catch (IOException failure) {
            throw failed("note " + thing, failure);
        }
        claim(thing, owner);
    }

    /** Gives up what the owner has; leaves what is another's. */
    void release(String thing, String owner) {
        if (!owner(thing).equals(owner)) {
            return;
        }
        try {
            Files.deleteIfExists(directory.resolve(thing));
        } catch (IOException failure) {
            throw failed("release " + thing, failure);
        }
    }

    /** Everything that is claimed. */
    List<String> all() {
        List<String> things = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                things.add(String.valueOf(entry.getFileName()));
            }
        } catch (IOException failure) {
            throw failed("list the claims", failure);
        }
        return things;
    }

    /** Gives up everything that the owner has. */
    void releaseAll(String owner) {
        for (String thing : all()) {
            release(thing, owner);
        }
    }

    private NetworkException failed(String action, IOException failure) {
        return new NetworkException("cannot " + action + " in " + directory + ": " + failure, failure);
    }
}
