package dev.pinisi.commandline.internal;

import dev.pinisi.commandline.TemplateException;
import dev.pinisi.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands between the braces of one action. */
final class PipelineParser {
    /** How deep parentheses may nest. */
    private static final int DEPTH = 64;

    private final String name;
    private final String text;
    private int at;
    private int depth;

    PipelineParser(String name, String text, int at) {
        this.name = name;
        this.text = text;
        this.at = at;
    }

    int position() {
        return at;
    }

    /** Takes the next word if it is a keyword; else takes nothing and returns the empty string. */
    String keyword() {
        space();
        int end = wordEnd(at);
        String word = text.substring(at, end);
        return switch (word) {
            case "if", "else", "end", "range", "with", "define", "template", "block", "break", "continue" -> {
                at = end;
                yield word;
            }
            default -> "";
        };
    }

    /** Takes the closing braces; whether they trim the text behind them. */
    boolean close() {
        space();
        boolean trims = text.startsWith("-}}", at);
        if (!trims && !text.startsWith("}}", at)) {
            throw at >= text.length() ? fail(at, "unclosed action: }} is missing") : unexpected();
        }
        at += trims ? 3 : 2;
        return trims;
    }

    /** A pipeline whose value is printed, or an assignment. */
    Node statement() {
        int start = at;
        if (peek() == '$') {
            String variable = variableName();
            space();
            boolean declares = text.startsWith(":=", at);
            if (declares || (peek() == '=' && !text.startsWith("==", at))) {
                at += declares ? 2 : 1;
                return new Node.Assign(variable, declares, pipeline());
            }
            at = start;
        }
        return new Node.Print(pipeline());
    }

    /** {@code $value :=} or {@code $index, $value :=}; none where the pipeline begins at once. */
    List<String> rangeVariables() {
        space();
        int start = at;
        List<String> variables = new ArrayList<>(2);
        while (peek() == '$' && variables.size() < 2) {
            variables.add(variableName());
            space();
            if (text.startsWith(":=", at)) {
                at += 2;
                return variables;
            }
            if (peek() != ',') {
                break;
            }
            at++;
            space();
        }
        at = start;
        return List.of();
    }

    /** {@code command | command | …}: each gets the value before it as its last argument. */
    Expression pipeline() {
        if (++depth > DEPTH) {
            throw fail(at, "parentheses nested deeper than " + DEPTH + " levels");
        }
        Expression value = command(null);
        space();
        while (peek() == '|') {
            at++;
            value = command(value);
            space();
        }
        depth--;
        return value;
    }

    private Expression command(@Nullable Expression piped) {
        space();
        int start = at;
        String function = functionName();
        if (function.isEmpty()) {
            Expression first = operand();
            List<Expression> arguments = arguments(piped);
            if (arguments.isEmpty()) {
                return first;
            }
            if (first instanceof Expression.Field field) {
                return new Expression.Method(start, field, arguments);
            }
            throw fail(start, "can't give arguments to a value that is no function");
        }
        if (!Functions.exists(function)) {
            throw fail(start, "function \"" + function + "\" not defined; the functions are " + Functions.names());
        }
        return new Expression.Call(start, function, arguments(piped));
    }

    private List<Expression> arguments(@Nullable Expression piped) {
        List<Expression> arguments = new ArrayList<>();
        space();
        while (!endsCommand()) {
            int start = at;
            String function = functionName();
            if (!function.isEmpty() && !Functions.exists(function)) {
                throw fail(start, "function \"" + function + "\" not defined");
            }
            arguments.add(function.isEmpty() ? operand() : new Expression.Call(start, function, List.of()));
            space();
        }
        if (piped != null) {
            arguments.add(piped);
        }
        return arguments;
    }

    private boolean endsCommand() {
        return at >= text.length()
                || peek() == '|'
                || peek() == ')'
                || text.startsWith("}}", at)
                || text.startsWith("-}}", at);
    }

    private Expression operand() {
        int start = at;
        int c = peek();
        Expression value;
        if (c == '(') {
            at++;
            value = pipeline();
            space();
            expect(')');
        } else if (c == '$') {
            value = new Expression.Variable(start, variableName());
        } else if (c == '.') {
            value = new Expression.Dot(start);
            if (wordEnd(at + 1) == at + 1) {
                at++;
                return value;
            }
        } else {
            return new Expression.Literal(start, literal());
        }
        return fields(value);
    }

    private Expression fields(Expression base) {
        Expression value = base;
        while (peek() == '.' && wordEnd(at + 1) > at + 1) {
            int end = wordEnd(at + 1);
            value = new Expression.Field(at, value, text.substring(at + 1, end));
            at = end;
        }
        return value;
    }

    private Json literal() {
        int c = peek();
        if (c == '"' || c == '`' || c == '\'') {
            return new Json.Str(quoted((char) c));
        }
        int end = wordEnd(at);
        String word = text.substring(at, end);
        return switch (word) {
            case "true", "false", "nil" -> {
                at = end;
                yield word.equals("nil") ? Json.NULL : word.equals("true") ? Json.TRUE : Json.FALSE;
            }
            default -> number();
        };
    }

    private Json number() {
        int end = at;
        while (end < text.length() && ("+-.eE_".indexOf(text.charAt(end)) >= 0 || isDigit(text.charAt(end)))) {
            end++;
        }
        if (end == at || !Functions.isNumber(text.substring(at, end))) {
            throw unexpected();
        }
        Json number = new Json.Num(text.substring(at, end));
        at = end;
        return number;
    }

    private String quoted(char quote) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && quote != '`' && at < text.length()) {
                c = unescaped(text.charAt(at++));
            }
            value.append(c);
        }
        if (at >= text.length()) {
            throw fail(start, "unterminated quoted string");
        }
        at++;
        return value.toString();
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }

    private String variableName() {
        int end = wordEnd(at + 1);
        String variable = text.substring(at, end);
        at = end;
        return variable;
    }

    /** Takes a word that is the name of a function rather than a literal, or nothing. */
    private String functionName() {
        int end = wordEnd(at);
        String word = text.substring(at, end);
        if (word.isEmpty()
                || isDigit(word.charAt(0))
                || word.equals("true")
                || word.equals("false")
                || word.equals("nil")) {
            return "";
        }
        at = end;
        return word;
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw at >= text.length() ? fail(at, "unclosed action: " + c + " is missing") : unexpected();
        }
        at++;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private TemplateException unexpected() {
        return at >= text.length()
                ? fail(at, "unclosed action: }} is missing")
                : fail(at, "unexpected '" + text.charAt(at) + "' in an action");
    }

    private TemplateException fail(int position, String problem) {
        return new TemplateException(Place.of(name, text, position), problem);
    }
}
