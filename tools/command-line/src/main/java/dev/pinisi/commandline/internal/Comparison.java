package dev.pinisi.commandline.internal;

import dev.pinisi.json.Json;
import java.util.List;

/** {@code eq ne lt le gt ge}: numbers by value, everything else as text. */
final class Comparison {
    private Comparison() {}

    static boolean holds(String function, List<Json> arguments) {
        if (arguments.size() < 2 || (arguments.size() > 2 && !function.equals("eq"))) {
            throw new IllegalArgumentException("wrong number of args: want 2 got " + arguments.size());
        }
        Json left = arguments.get(0);
        if (function.equals("eq")) {
            for (Json right : arguments.subList(1, arguments.size())) {
                if (isEqual(left, right)) {
                    return true;
                }
            }
            return false;
        }
        Json right = arguments.get(1);
        return switch (function) {
            case "ne" -> !isEqual(left, right);
            case "lt" -> order(left, right) < 0;
            case "le" -> order(left, right) <= 0;
            case "gt" -> order(left, right) > 0;
            default -> order(left, right) >= 0;
        };
    }

    private static boolean isEqual(Json left, Json right) {
        return left.getClass() == right.getClass() && order(left, right) == 0;
    }

    private static int order(Json left, Json right) {
        if (left instanceof Json.Num a && right instanceof Json.Num b) {
            return Double.compare(Double.parseDouble(a.text()), Double.parseDouble(b.text()));
        }
        if (left.getClass() != right.getClass()) {
            throw new IllegalArgumentException("incompatible types for comparison");
        }
        return GoText.of(left).compareTo(GoText.of(right));
    }
}
