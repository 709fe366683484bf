package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.OpenFile;
import dev.pinisi.storage.TarBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A tree of files of all kinds, the same for the same seed. */
final class RandomTree {
    private static final int ENTRIES = 120;

    private final Random random;
    private final Directory root;
    private final List<String> directories = new ArrayList<>(List.of("."));
    private final List<String> files = new ArrayList<>();

    private RandomTree(long seed, Directory root) {
        this.random = new Random(seed);
        this.root = root;
    }

    static Path make(Path tree, long seed) {
        try (Directory root = Directory.open(tree)) {
            RandomTree maker = new RandomTree(seed, root);
            for (int i = 0; i < ENTRIES; i++) {
                maker.entry(i);
            }
            maker.setTimes();
        }
        return tree;
    }

    private void entry(int number) {
        String directory = directories.get(random.nextInt(directories.size()));
        String name = name(number);
        String path = directory + "/" + name;
        try (Directory parent = root.openBeneath(TarBuilder.bytes(directory))) {
            byte[] bytes = TarBuilder.bytes(name);
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    parent.makeDirectory(bytes, 0755);
                    directories.add(path);
                }
                case 2 -> parent.makeSymlink(bytes, TarBuilder.bytes("../" + name(number + 1)));
                case 3 -> link(parent, bytes);
                case 4 -> node(parent, bytes);
                case 5 -> sparse(parent, bytes);
                default -> {
                    file(parent, bytes);
                    files.add(path);
                }
            }
        }
    }

    private String name(int number) {
        String name = Integer.toString(number);
        return switch (number % 7) {
            case 0 -> name + "l".repeat(120 + number % 100);
            case 1 -> name + " \351\377\n";
            case 2 -> "." + name;
            default -> name;
        };
    }

    private void link(Directory parent, byte[] name) {
        if (files.isEmpty()) {
            return;
        }
        String target = files.get(random.nextInt(files.size()));
        int slash = target.lastIndexOf('/');
        try (Directory from = root.openBeneath(TarBuilder.bytes(target.substring(0, slash)))) {
            parent.makeLink(name, from, TarBuilder.bytes(target.substring(slash + 1)));
        }
    }

    private void node(Directory parent, byte[] name) {
        switch (random.nextInt(3)) {
            case 0 -> parent.makeNode(name, FileStatus.FIFO | 0600, 0, 0);
            case 1 -> parent.makeNode(name, FileStatus.CHARACTER_DEVICE | 0666, 1, 1 + random.nextInt(9));
            default -> parent.makeNode(name, FileStatus.BLOCK_DEVICE | 0660, 8, random.nextInt(200));
        }
    }

    private void file(Directory parent, byte[] name) {
        byte[] content = new byte[random.nextInt(4) == 0 ? random.nextInt(300_000) : random.nextInt(2000)];
        random.nextBytes(content);
        try (OpenFile file = parent.createFile(name, 0600)) {
            file.write(content, 0, content.length);
            file.setOwner(random.nextInt(3) * 1000, random.nextInt(3) * 100);
            if (random.nextInt(3) == 0) {
                file.setXattr(TarBuilder.bytes("user.test"), TarBuilder.bytes("v\0\n=" + random.nextInt()));
            }
            file.setMode(random.nextInt(010000));
        }
    }

    private void sparse(Directory parent, byte[] name) {
        byte[] data = new byte[4096];
        random.nextBytes(data);
        try (OpenFile file = parent.createFile(name, 0644)) {
            int parts = random.nextInt(26);
            for (int i = 0; i < parts; i++) {
                file.seek((i * 5L + random.nextInt(4)) * 8192);
                file.write(data, 0, data.length);
            }
            file.truncate(parts * 5L * 8192 + random.nextInt(100_000));
        }
    }

    private void setTimes() {
        for (String path : files) {
            int slash = path.lastIndexOf('/');
            try (Directory parent = root.openBeneath(TarBuilder.bytes(path.substring(0, slash)))) {
                long seconds = random.nextInt(2_000_000_000);
                parent.setTime(TarBuilder.bytes(path.substring(slash + 1)), seconds, random.nextInt(1_000_000_000));
            }
        }
    }
}
