package dev.pinisi.commandline.internal;

import java.util.List;

/** A piece of a template. */
public sealed interface Node {
    /** Text that stands for itself. */
    record Text(String text) implements Node {}

    /** <code>{{pipeline}}</code>; prints the value unless it is a declaration. */
    record Print(Expression value) implements Node {}

    /** <code>{{$name := pipeline}}</code> or, for a variable that exists, {@code =}. */
    record Assign(String variable, boolean declares, Expression value) implements Node {}

    record If(Expression condition, List<Node> then, List<Node> otherwise) implements Node {}

    record With(Expression value, List<Node> body, List<Node> otherwise) implements Node {}

    /** The variables are empty where none was named. */
    record Range(String indexVariable, String valueVariable, Expression value, List<Node> body, List<Node> otherwise)
            implements Node {}
}
