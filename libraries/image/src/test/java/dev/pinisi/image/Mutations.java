package dev.pinisi.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that are almost what is expected: a fixed sequence of mutations of valid ones. */
public final class Mutations {
    private static final String NASTY = "\0\r\n\t \"'\\,;:=<>/?#%&[]{}()@*-+.0123456789aAzZ\u007f\u0080\u00ff";

    private final Random random;
    private final List<String> seeds;

    public Mutations(long seed, String... seeds) {
        random = new Random(seed);
        this.seeds = new ArrayList<>(List.of(seeds));
    }

    /** The next text, of at most some thousand characters. */
    public String next() {
        StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
        int changes = random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            change(text);
        }
        return text.toString();
    }

    private void change(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(20));
        switch (random.nextInt(5)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, NASTY.charAt(random.nextInt(NASTY.length())));
            case 2 -> text.insert(at, text.substring(at, end).repeat(random.nextInt(30)));
            case 3 -> text.insert(at, seeds.get(random.nextInt(seeds.size())));
            default -> {
                if (at < text.length()) {
                    text.setCharAt(at, NASTY.charAt(random.nextInt(NASTY.length())));
                }
            }
        }
    }
}
