package dev.pinisi.commandline.internal;

import dev.pinisi.commandline.TemplateException;
import java.util.ArrayList;
import java.util.List;

/** Reads a template: text, and actions between double braces. */
public final class TemplateParser {
    /** How deep blocks may nest. */
    private static final int DEPTH = 64;

    private final String name;
    private final String text;
    private int at;
    private int depth;
    /** The keyword that ended the last block: {@code end}, {@code else}, or empty at the end of the text. */
    private String stop = "";

    private boolean trimNext;

    private TemplateParser(String name, String text) {
        this.name = name;
        this.text = text;
    }

    public static List<Node> parse(String name, String text) {
        TemplateParser parser = new TemplateParser(name, text);
        List<Node> nodes = parser.block();
        if (!parser.stop.isEmpty()) {
            throw parser.fail(parser.at, "unexpected {{" + parser.stop + "}}");
        }
        return nodes;
    }

    private List<Node> block() {
        if (++depth > DEPTH) {
            throw fail(at, "blocks nested deeper than " + DEPTH + " levels");
        }
        List<Node> nodes = new ArrayList<>();
        boolean ended = false;
        while (!ended && at < text.length()) {
            int open = text.indexOf("{{", at);
            int end = open < 0 ? text.length() : open;
            boolean trims = open >= 0 && isTrimStart(open + 2);
            plain(nodes, text.substring(at, end), trims);
            at = end;
            if (open >= 0) {
                at += trims ? 4 : 2;
                ended = action(nodes);
            }
        }
        if (!ended) {
            stop = "";
        }
        depth--;
        return nodes;
    }

    private void plain(List<Node> nodes, String piece, boolean trimEnd) {
        String shown = trimNext ? piece.stripLeading() : piece;
        trimNext = false;
        shown = trimEnd ? shown.stripTrailing() : shown;
        if (!shown.isEmpty()) {
            nodes.add(new Node.Text(shown));
        }
    }

    /** Reads one action; whether it ends the block. */
    private boolean action(List<Node> nodes) {
        if (text.startsWith("/*", at)) {
            comment();
            return false;
        }
        PipelineParser pipeline = new PipelineParser(name, text, at);
        String keyword = pipeline.keyword();
        switch (keyword) {
            case "end", "else" -> {
                stop = keyword;
                return endOfBlock(pipeline, keyword);
            }
            case "if" -> nodes.add(branch(pipeline, keyword));
            case "with" -> nodes.add(branch(pipeline, keyword));
            case "range" -> nodes.add(range(pipeline));
            case "define", "template", "block", "break", "continue" ->
                throw fail(at, "{{" + keyword + "}} is not supported");
            default -> {
                nodes.add(pipeline.statement());
                close(pipeline);
            }
        }
        return false;
    }

    private boolean endOfBlock(PipelineParser pipeline, String keyword) {
        if (depth == 1) {
            throw fail(at, "unexpected {{" + keyword + "}}");
        }
        if (keyword.equals("else")) {
            String chained = pipeline.keyword();
            if (!chained.isEmpty()) {
                stop = "else " + chained;
                at = pipeline.position();
                return true;
            }
        }
        close(pipeline);
        return true;
    }

    private Node branch(PipelineParser pipeline, String keyword) {
        Expression condition = pipeline.pipeline();
        close(pipeline);
        List<Node> then = block();
        List<Node> otherwise = otherwise();
        return keyword.equals("if")
                ? new Node.If(condition, then, otherwise)
                : new Node.With(condition, then, otherwise);
    }

    private Node range(PipelineParser pipeline) {
        List<String> variables = pipeline.rangeVariables();
        Expression value = pipeline.pipeline();
        close(pipeline);
        List<Node> body = block();
        String index = variables.size() == 2 ? variables.get(0) : "";
        String element = variables.isEmpty() ? "" : variables.get(variables.size() - 1);
        return new Node.Range(index, element, value, body, otherwise());
    }

    /** What follows the body that just ended, up to and with its {@code end}. */
    private List<Node> otherwise() {
        String ended = stop;
        if (ended.isEmpty()) {
            throw fail(at, "unexpected end of the template: {{end}} is missing");
        }
        if (ended.equals("end")) {
            return List.of();
        }
        if (!ended.equals("else")) {
            return List.of(branch(new PipelineParser(name, text, at), ended.substring("else ".length())));
        }
        List<Node> nodes = block();
        if (!stop.equals("end")) {
            throw fail(at, "unexpected end of the template: {{end}} is missing");
        }
        return nodes;
    }

    private void comment() {
        int end = text.indexOf("*/", at);
        if (end < 0) {
            throw fail(at, "unclosed comment");
        }
        at = end + 2;
        close(new PipelineParser(name, text, at));
    }

    private void close(PipelineParser pipeline) {
        trimNext = pipeline.close();
        at = pipeline.position();
    }

    private boolean isTrimStart(int position) {
        return position + 1 < text.length()
                && text.charAt(position) == '-'
                && Character.isWhitespace(text.charAt(position + 1));
    }

    private TemplateException fail(int position, String problem) {
        return new TemplateException(Place.of(name, text, position), problem);
    }
}
