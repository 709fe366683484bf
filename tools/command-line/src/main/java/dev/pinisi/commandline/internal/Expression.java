package dev.pinisi.commandline.internal;

import dev.pinisi.json.Json;
import java.util.List;

/** What has a value; {@code at} is the position in the template's text, for messages. */
public sealed interface Expression {
    int at();

    /** The current value. */
    record Dot(int at) implements Expression {}

    /** A string, number, truth value or nil. */
    record Literal(int at, Json value) implements Expression {}

    /** {@code $name}; {@code $} alone is the value that the template is applied to. */
    record Variable(int at, String name) implements Expression {}

    /** {@code base.Name}. */
    record Field(int at, Expression base, String name) implements Expression {}

    /** A function, or a field that is given arguments, with the pipeline's value last. */
    record Call(int at, String function, List<Expression> arguments) implements Expression {}

    /** {@code .Name argument …}: a method in Go; here only {@code .Label "key"}. */
    record Method(int at, Field field, List<Expression> arguments) implements Expression {}
}
