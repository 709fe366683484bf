package dev.pinisi.tests.fuzz;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes documents at random places; the same seed makes the same changes. */
final class Mutator {
    private static final int MOST_CHANGES = 4;
    private static final int DEEP = 100;
    private static final List<Json> WORDS = words();

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    private static List<Json> words() {
        List<Json> words = new ArrayList<>();
        String[] numbers = {"0", "-1", "1", "3", "65536", "2147483648", "-9223372036854775808", "18446744073709551615"};
        for (String number : numbers) {
            words.add(new Json.Num(number));
        }
        words.add(new Json.Num("1.5"));
        words.add(new Json.Num("1e400"));
        String[] texts = {
            "",
            "/",
            "..",
            "../../..",
            "/proc/self/fd/0",
            "/no/such",
            ".",
            "a",
            "\0",
            "\n",
            "\uD83D\uDE80",
            "\uD800",
            "true",
            "-1",
            "rshared",
            "unbindable",
            "SCMP_ACT_KILL_PROCESS",
            "bind",
            "/dev/null",
            "%s%n",
            "max"
        };
        for (String text : texts) {
            words.add(new Json.Str(text));
        }
        words.add(new Json.Str("long".repeat(2000)));
        words.add(new Json.Str("/a".repeat(3000)));
        words.add(new Json.Bool(true));
        words.add(new Json.Bool(false));
        words.add(new Json.Null());
        words.add(new Json.Arr(List.of()));
        words.add(new Json.Obj(Map.of()));
        Json deep = new Json.Str("deep");
        for (int i = 0; i < DEEP; i++) {
            deep = new Json.Arr(List.of(deep));
        }
        words.add(deep);
        return List.copyOf(words);
    }

    /** One to four changes. */
    Json mutate(Json document) {
        Json changed = document;
        for (int left = 1 + random.nextInt(MOST_CHANGES); left > 0; left--) {
            changed = changeOne(changed, changed);
        }
        return changed;
    }

    /**
     * A document with one value changed.
     *
     * @param path of that value, as errors name it: {@code mounts[3].type}
     */
    record Change(Json document, String path) {}

    /** Another value at one place, however deep. */
    Change changeValue(Json document) {
        return changeValue(document, document, "");
    }

    private Change changeValue(Json in, Json document, String path) {
        int size = size(in);
        if (size == 0 || (!path.isEmpty() && random.nextInt(6) == 0)) {
            return new Change(replacement(in, document), path);
        }
        int at = random.nextInt(size);
        if (in instanceof Json.Arr array) {
            List<Json> elements = new ArrayList<>(array.elements());
            Change inner = changeValue(elements.get(at), document, path + "[" + at + "]");
            elements.set(at, inner.document());
            return new Change(new Json.Arr(elements), inner.path());
        }
        Map<String, Json> members = new LinkedHashMap<>(((Json.Obj) in).members());
        String name = List.copyOf(members.keySet()).get(at);
        Change inner = changeValue(members.get(name), document, path.isEmpty() ? name : path + "." + name);
        members.put(name, inner.document());
        return new Change(new Json.Obj(members), inner.path());
    }

    /** The text of a document with some bytes changed, left out or added. */
    byte[] mutateBytes(Json document) {
        byte[] bytes = new JsonWriter().value(document).bytes();
        for (int left = 1 + random.nextInt(MOST_CHANGES); left > 0; left--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private Json changeOne(Json in, Json document) {
        int size = size(in);
        if (size == 0 || random.nextInt(6) == 0) {
            return replacement(in, document);
        }
        int at = random.nextInt(size);
        return switch (in) {
            case Json.Arr array -> changeElement(array, at, document);
            case Json.Obj object -> changeMember(object, at, document);
            default -> replacement(in, document);
        };
    }

    private Json changeElement(Json.Arr array, int at, Json document) {
        List<Json> elements = new ArrayList<>(array.elements());
        switch (random.nextInt(8)) {
            case 0 -> elements.remove(at);
            case 1 -> elements.add(elements.get(at));
            case 2 -> elements.add(at, word());
            default -> elements.set(at, changeOne(elements.get(at), document));
        }
        return new Json.Arr(elements);
    }

    private Json changeMember(Json.Obj object, int at, Json document) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        String name = List.copyOf(members.keySet()).get(at);
        switch (random.nextInt(12)) {
            case 0 -> members.remove(name);
            case 1 -> members.put(name + "x", members.get(name));
            default -> members.put(name, changeOne(members.get(name), document));
        }
        return new Json.Obj(members);
    }

    /** A word, or something from elsewhere in the document. */
    private Json replacement(Json in, Json document) {
        if (in instanceof Json.Num && random.nextBoolean()) {
            return new Json.Num(Long.toString(random.nextLong()));
        }
        return random.nextInt(4) == 0 ? anywhere(document) : word();
    }

    private Json word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private Json anywhere(Json in) {
        int size = size(in);
        if (size == 0 || random.nextInt(4) == 0) {
            return in;
        }
        int at = random.nextInt(size);
        return switch (in) {
            case Json.Arr array -> anywhere(array.elements().get(at));
            case Json.Obj object ->
                anywhere(List.copyOf(object.members().values()).get(at));
            default -> in;
        };
    }

    private static int size(Json value) {
        return switch (value) {
            case Json.Arr array -> array.elements().size();
            case Json.Obj object -> object.members().size();
            default -> 0;
        };
    }
}
