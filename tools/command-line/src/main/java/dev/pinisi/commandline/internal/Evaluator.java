package dev.pinisi.commandline.internal;

import dev.pinisi.commandline.TemplateException;
import dev.pinisi.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Applies a template to one value. */
public final class Evaluator {
    private final String name;
    private final String text;
    private final Json root;
    private final Json document;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, Json> variables = new HashMap<>();

    /**
     * @param name what messages call the template
     * @param text the template, for the places in messages
     * @param root what {@code .} is at first
     * @param document what {@code json} writes for the root
     */
    public Evaluator(String name, String text, Json root, Json document) {
        this.name = name;
        this.text = text;
        this.root = root;
        this.document = document;
        variables.put("$", root);
    }

    public String run(List<Node> nodes) {
        run(nodes, root);
        return out.toString();
    }

    private void run(List<Node> nodes, Json dot) {
        for (Node node : nodes) {
            run(node, dot);
        }
    }

    private void run(Node node, Json dot) {
        switch (node) {
            case Node.Text text -> out.append(text.text());
            case Node.Print print -> out.append(GoText.of(value(print.value(), dot)));
            case Node.Assign assign -> assign(assign, dot);
            case Node.If branch ->
                run(Functions.truth(value(branch.condition(), dot)) ? branch.then() : branch.otherwise(), dot);
            case Node.With with -> {
                Json value = value(with.value(), dot);
                boolean holds = Functions.truth(value);
                run(holds ? with.body() : with.otherwise(), holds ? value : dot);
            }
            case Node.Range range -> range(range, dot);
        }
    }

    private void assign(Node.Assign assign, Json dot) {
        if (!assign.declares() && !variables.containsKey(assign.variable())) {
            throw fail(assign.value(), "undefined variable \"" + assign.variable() + "\"");
        }
        variables.put(assign.variable(), value(assign.value(), dot));
    }

    private void range(Node.Range range, Json dot) {
        Map<String, Json> entries = entries(range.value(), value(range.value(), dot));
        if (entries.isEmpty()) {
            run(range.otherwise(), dot);
            return;
        }
        boolean list = !(value(range.value(), dot) instanceof Json.Obj);
        for (Map.Entry<String, Json> entry : entries.entrySet()) {
            if (!range.indexVariable().isEmpty()) {
                String key = entry.getKey();
                variables.put(range.indexVariable(), list ? new Json.Num(key) : new Json.Str(key));
            }
            if (!range.valueVariable().isEmpty()) {
                variables.put(range.valueVariable(), entry.getValue());
            }
            run(range.body(), entry.getValue());
        }
    }

    private Map<String, Json> entries(Expression source, Json value) {
        return switch (value) {
            case Json.Obj object -> new TreeMap<>(object.members());
            case Json.Arr array -> numbered(array);
            case Json.Null nothing -> Map.of();
            default -> throw fail(source, "range can't iterate over " + GoText.of(value));
        };
    }

    private static Map<String, Json> numbered(Json.Arr array) {
        Map<String, Json> entries = new LinkedHashMap<>();
        for (Json element : array.elements()) {
            entries.put(Integer.toString(entries.size()), element);
        }
        return entries;
    }

    private Json value(Expression expression, Json dot) {
        return switch (expression) {
            case Expression.Dot here -> dot;
            case Expression.Literal literal -> literal.value();
            case Expression.Variable variable -> variable(variable);
            case Expression.Field field -> field(field, dot);
            case Expression.Call call -> call(call, dot);
            case Expression.Method method -> label(method, dot);
        };
    }

    private Json variable(Expression.Variable variable) {
        Json value = variables.get(variable.name());
        if (value == null) {
            throw fail(variable, "undefined variable \"" + variable.name() + "\"");
        }
        return value;
    }

    private Json field(Expression.Field field, Json dot) {
        Json base = value(field.base(), dot);
        Json found = base instanceof Json.Obj object ? member(object, field.name()) : null;
        if (found != null) {
            return found;
        }
        boolean mapKey = !Character.isUpperCase(field.name().charAt(0)) && !isRoot(base);
        if (mapKey && (base instanceof Json.Obj || base instanceof Json.Null)) {
            return GoText.NO_VALUE;
        }
        throw fail(field, missing(field, base));
    }

    /** The member of that name; {@code ID} and {@code Id} are the same, since docker and podman disagree. */
    private static @Nullable Json member(Json.Obj object, String name) {
        Json found = object.members().get(name);
        if (found == null && name.equals("ID")) {
            found = object.members().get("Id");
        }
        if (found == null && name.equals("Id")) {
            found = object.members().get("ID");
        }
        return found;
    }

    private static String missing(Expression.Field field, Json base) {
        String message = "at <" + path(field) + ">: can't evaluate field " + field.name();
        if (!(base instanceof Json.Obj object)) {
            return message + " in " + GoText.of(base);
        }
        return message + "; the fields are " + String.join(", ", new TreeMap<>(object.members()).keySet());
    }

    private static String path(Expression expression) {
        return expression instanceof Expression.Field field
                ? (path(field.base()) + "." + field.name()).replace("..", ".")
                : expression instanceof Expression.Variable variable ? variable.name() : ".";
    }

    private Json call(Expression.Call call, Json dot) {
        List<Json> arguments = new ArrayList<>(call.arguments().size());
        for (Expression argument : call.arguments()) {
            Json value = value(argument, dot);
            arguments.add(isRoot(value) && call.function().equals("json") ? document : value);
            if (decides(call.function(), value)) {
                return value;
            }
        }
        try {
            return Functions.call(call.function(), arguments);
        } catch (IllegalArgumentException e) {
            throw fail(call, "error calling " + call.function() + ": " + e.getMessage());
        }
    }

    /** {@code and} and {@code or} do not look at what follows the argument that decides. */
    private static boolean decides(String function, Json value) {
        return switch (function) {
            case "and" -> !Functions.truth(value);
            case "or" -> Functions.truth(value);
            default -> false;
        };
    }

    private Json label(Expression.Method method, Json dot) {
        Expression.Field field = method.field();
        Json base = value(field.base(), dot);
        Json labels = base instanceof Json.Obj object ? object.members().get("Labels") : null;
        if (!field.name().equals("Label")
                || labels == null
                || method.arguments().size() != 1) {
            throw fail(field, "at <" + path(field) + ">: " + field.name() + " is not a method but has arguments");
        }
        Json key = value(method.arguments().get(0), dot);
        if (labels instanceof Json.Str) {
            return key;
        }
        Json found = labels instanceof Json.Obj map ? map.members().get(GoText.of(key)) : null;
        return found == null ? new Json.Str("") : found;
    }

    /** The very same object: another one may be equal to it and yet have no document of its own. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isRoot(Json value) {
        return value == root;
    }

    private TemplateException fail(Expression expression, String problem) {
        return new TemplateException(Place.of(name, text, expression.at()), problem);
    }
}
