package dev.pinisi.oci.cgroup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The host's real files, through the JDK, which keeps few error numbers. */
final class NioCgroupFiles implements CgroupFiles {
    @Override
    public Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public int write(String file, String value) {
        try {
            Files.writeString(Path.of(file), value, StandardOpenOption.WRITE);
            return 0;
        } catch (NoSuchFileException e) {
            return -2;
        } catch (IOException e) {
            return -22;
        }
    }

    @Override
    public int makeDirectory(String directory) {
        try {
            Files.createDirectory(Path.of(directory));
            return 0;
        } catch (FileAlreadyExistsException e) {
            return -17;
        } catch (NoSuchFileException e) {
            return -2;
        } catch (IOException e) {
            return -5;
        }
    }

    @Override
    public int removeDirectory(String directory) {
        try {
            Files.delete(Path.of(directory));
            return 0;
        } catch (NoSuchFileException e) {
            return -2;
        } catch (IOException e) {
            return -16;
        }
    }

    @Override
    public List<String> children(String directory) {
        List<String> names = new ArrayList<>();
        try (Stream<Path> paths = Files.list(Path.of(directory))) {
            paths.filter(Files::isDirectory)
                    .forEach(path -> names.add(path.getFileName().toString()));
        } catch (IOException e) {
            return List.of();
        }
        return names;
    }

    @Override
    public int changeOwner(String path, long uid) {
        return -38;
    }

    @Override
    public int attachDeviceProgram(String directory, byte[] program) {
        return -38;
    }

    @Override
    public void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
