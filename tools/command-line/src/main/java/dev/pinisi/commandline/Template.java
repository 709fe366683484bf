package dev.pinisi.commandline;

import dev.pinisi.commandline.internal.Evaluator;
import dev.pinisi.commandline.internal.Node;
import dev.pinisi.commandline.internal.TemplateParser;
import dev.pinisi.json.Json;
import java.util.List;

/**
 * A template in the language of Go's text/template, as {@code --format} takes it: fields, pipelines, {@code if},
 * {@code range}, {@code with}, variables, comparisons, and the functions that podman and docker add ({@code json},
 * {@code join}, {@code upper} …). Definitions of further templates and methods are not part of it.
 *
 * <p>Objects stand for Go's structures and maps: a missing field with a capital letter is an error that lists the fields
 * there are, any other missing key prints {@code <no value>}.
 */
public final class Template {
    private final String name;
    private final String text;
    private final List<Node> nodes;

    private Template(String name, String text, List<Node> nodes) {
        this.name = name;
        this.text = text;
        this.nodes = nodes;
    }

    /**
     * Reads a template.
     *
     * @param name what messages call it: the command's name
     * @throws TemplateException if the text is no template
     */
    public static Template parse(String name, String text) {
        return new Template(name, text, TemplateParser.parse(name, text));
    }

    /** Applies it to a value. */
    public String render(Json value) {
        return render(value, value);
    }

    /**
     * Applies it to an object whose JSON form differs from its fields.
     *
     * @param fields what {@code .Field} finds
     * @param document what {@code json .} writes
     * @throws TemplateException if the template asks for what is not there
     */
    public String render(Json fields, Json document) {
        return new Evaluator(name, text, fields, document).run(nodes);
    }
}
