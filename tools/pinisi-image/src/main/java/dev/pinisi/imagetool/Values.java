package dev.pinisi.imagetool;

import dev.pinisi.commandline.GoTime;
import dev.pinisi.json.Json;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON values as Go makes them of its own: nil maps are null, maps are sorted, times lose trailing zeros. */
final class Values {
    private Values() {}

    static Json text(String value) {
        return new Json.Str(value);
    }

    static Json number(long value) {
        return new Json.Num(Long.toString(value));
    }

    static Json strings(Collection<String> values) {
        List<Json> list = new ArrayList<>(values.size());
        for (String value : values) {
            list.add(new Json.Str(value));
        }
        return new Json.Arr(list);
    }

    /** Null where there is none, as Go has it for an array that was never made. */
    static Json stringsOrNull(Collection<String> values) {
        return values.isEmpty() ? Json.NULL : strings(values);
    }

    /** Sorted by key; null where there is none. */
    static Json mapOrNull(Map<String, String> values) {
        return values.isEmpty() ? Json.NULL : new Json.Obj(sorted(values));
    }

    static Map<String, Json> sorted(Map<String, String> values) {
        Map<String, Json> sorted = new TreeMap<>();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            sorted.put(entry.getKey(), new Json.Str(entry.getValue()));
        }
        return sorted;
    }

    /** Names without values: {@code {"80/tcp": {}}}. */
    static Json set(Collection<String> names) {
        Map<String, Json> sorted = new TreeMap<>();
        for (String name : names) {
            sorted.put(name, new Json.Obj(new LinkedHashMap<>()));
        }
        return new Json.Obj(sorted);
    }

    /** A moment of RFC 3339 as Go writes it again; null where there is none. */
    static Json moment(String text) {
        if (text.isEmpty()) {
            return Json.NULL;
        }
        int point = text.indexOf('.');
        int end = point;
        while (end >= 0 && end + 1 < text.length() && Character.isDigit(text.charAt(end + 1))) {
            end++;
        }
        if (point < 0) {
            return text(text);
        }
        int last = end;
        while (last > point && text.charAt(last) == '0') {
            last--;
        }
        return text(text.substring(0, last == point ? point : last + 1) + text.substring(end + 1));
    }

    /** A moment of RFC 3339 as Go's templates print it; null where there is none that can be read. */
    static Json shown(String text) {
        try {
            return text.isEmpty()
                    ? Json.NULL
                    : text(GoTime.show(OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException e) {
            return Json.NULL;
        }
    }
}
