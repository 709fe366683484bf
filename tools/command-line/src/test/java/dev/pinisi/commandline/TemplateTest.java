package dev.pinisi.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expectations of the first table are what podman 5.8 printed for a container of these fields. */
class TemplateTest {
    private static final Json CONTAINER = Json.parse("""
            {"ID": "510d0156703b", "State": "running", "ExitCode": 0, "Names": "tool-a", "Running": true,
             "Labels": {"app": "web", "zz": ""}, "Mounts": ["/x"], "None": [], "Nothing": null,
             "Config": {"Env": ["A=1", "B=2"], "Cmd": null, "Labels": null, "Size": 1500},
             "PortBindings": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "18080"}]}}
            """.getBytes(StandardCharsets.UTF_8));

    private static String render(String template) {
        return Template.parse("ps", template).render(CONTAINER);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\u0001',
            delimiter = '@',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{{.ID}}@510d0156703b",
                "{{.ID | upper}}@510D0156703B",
                "{{upper .State}}@RUNNING",
                "{{len .ID}}@12",
                "{{slice .ID 0 4}}@510d",
                "{{printf \"%-8s|%5d|%q\" .State .ExitCode .ID}}@running |    0|\"510d0156703b\"",
                "{{eq .State \"running\"}}@true",
                "{{truncate .ID 5}}@510d0",
                "{{pad .State 2 2}}@  running  ",
                "{{join .Mounts \",\"}}@/x",
                "{{split .ID \"6\"}}@[510d015 703b]",
                "{{lower \"ABC\"}}@abc",
                "{{title \"abc def\"}}@Abc Def",
                "{{range .Mounts}}<{{.}}>{{else}}none{{end}}@</x>",
                "{{range .None}}<{{.}}>{{else}}none{{end}}@none",
                "{{with .Labels}}{{.app}}{{end}}@web",
                "a {{- \"x\" -}}  b@axb",
                "{{/* comment */}}y@y",
                "{{$x := .ID}}{{$x}}@510d0156703b",
                "{{index .Labels \"app\"}}@web",
                "{{html \"<a>\"}}@&lt;a&gt;",
                "{{not true}}@false",
                "{{and 1 0}}@0",
                "{{or \"\" \"b\"}}@b",
                "{{lt 1 2}}@true",
                "{{print 1 2 \"a\"}}@1 2a",
                "{{urlquery \"a b\"}}@a+b",
                "{{1.5}}@1.5",
                "{{range $k, $v := .Labels}}{{$k}}={{$v}},{{end}}@app=web,zz=,",
                "{{.Labels}}@map[app:web zz:]",
                "{{.Mounts}}@[/x]",
                "{{json .Labels}}@{\"app\":\"web\",\"zz\":\"\"}",
                "{{.PortBindings}}@map[80/tcp:[{0.0.0.0 18080}]]",
                "{{(index (index .PortBindings \"80/tcp\") 0).HostPort}}@18080",
                "{{.Label \"app\"}}@web",
                "{{.Label \"nosuch\"}}@",
                "{{.Labels.nosuch}}@<no value>",
                "{{.Nothing}}@<nil>",
            })
    void it_prints_what_podman_prints(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\u0001',
            delimiter = ';',
            value = {
                "{{if .Running}}yes{{else}}no{{end}}; yes",
                "{{if eq .State \"exited\"}}a{{else if .Running}}b{{else}}c{{end}}; b",
                "{{with .None}}x{{else}}none{{end}}; none",
                "{{if not .Config.Cmd}}unset{{end}}; unset",
                "{{if and .Running (gt .Config.Size 1000)}}big{{end}}; big",
                "{{range $i, $e := .Config.Env}}{{if $i}},{{end}}{{$i}}:{{$e}}{{end}}; 0:A=1,1:B=2",
                "{{range .Config.Env}}{{.}}@{{$.State}} {{end}}; A=1@running B=2@running",
                "{{$n := 1}}{{range .Config.Env}}{{$n = 2}}{{end}}{{$n}}; 2",
                "{{.Config.Env | json | len}}; 13",
                "{{eq .State \"x\" \"running\"}}; true",
                "{{ne .ExitCode 1}}; true",
                "{{printf \"%05.1f|%t|%3s|%v\" 1.25 true \"a\" .Mounts}}; 001.2|true|  a|[/x]",
                "{{printf `%d%%` 5}}; 5%",
                "{{index .Config.Env 1}}; B=2",
                "{{.Id}}; 510d0156703b",
                "{{or .Config.Labels \"none\"}}; none",
                "{{and .Nothing (index .Mounts 99)}}; <nil>",
            })
    void blocks_variables_and_functions_work_together(String template, String expected) {
        assertThat(render(template).trim()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\u0001',
            delimiter = ';',
            value = {
                "{{.ID; template: ps:1:6: unclosed action: }} is missing",
                "{{nosuch .ID}}; template: ps:1:3: function \"nosuch\" not defined; the functions are",
                "{{if .ID}}x; template: ps:1:12: unexpected end of the template: {{end}} is missing",
                "{{end}}; template: ps:1:3: unexpected {{end}}",
                "x{{else}}; template: ps:1:4: unexpected {{else}}",
                "{{.ID}{; template: ps:1:6: unexpected '}' in an action",
                "{{\"a}}; template: ps:1:3: unterminated quoted string",
                "{{define \"x\"}}{{end}}; template: ps:1:3: {{define}} is not supported",
                "{{/* x; template: ps:1:3: unclosed comment",
            })
    void a_template_that_cannot_be_read_names_the_place(String template, String message) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith(message.split("; the functions")[0]);
    }

    @Test
    void a_missing_field_is_named_with_those_that_there_are() {
        assertThatThrownBy(() -> render("{{.Config.Nosuch}}"))
                .hasMessage("template: ps:1:10: at <.Config.Nosuch>: can't evaluate field Nosuch;"
                        + " the fields are Cmd, Env, Labels, Size");
        assertThatThrownBy(() -> render("{{.nosuch}}")).hasMessageContaining("can't evaluate field nosuch");
        assertThatThrownBy(() -> render("{{.ID.X}}")).hasMessageContaining("can't evaluate field X in 510d0156703b");
        assertThatThrownBy(() -> render("{{.Name \"x\"}}")).hasMessageContaining("not a method but has arguments");
    }

    @Test
    void functions_refuse_what_does_not_fit() {
        assertThatThrownBy(() -> render("{{index .Mounts 5}}")).hasMessageContaining("index out of range: 5");
        assertThatThrownBy(() -> render("{{len .Running}}")).hasMessageContaining("error calling len");
        assertThatThrownBy(() -> render("{{upper}}")).hasMessageContaining("wrong number of args");
        assertThatThrownBy(() -> render("{{$x}}")).hasMessageContaining("undefined variable");
        assertThatThrownBy(() -> render("{{range .ID}}{{end}}")).hasMessageContaining("range can't iterate");
    }

    @Test
    void json_of_the_whole_writes_the_document_instead_of_the_fields() {
        Json document = Json.parse("{\"Id\":\"long\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(Template.parse("ps", "{{json .}} {{json $}} {{.State}}").render(CONTAINER, document))
                .isEqualTo("{\"Id\":\"long\"} {\"Id\":\"long\"} running");
    }

    @Test
    void nesting_is_bounded() {
        assertThatThrownBy(() -> render("{{if 1}}".repeat(10_000))).hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> render("{{" + "(".repeat(10_000) + "}}")).hasMessageContaining("nested deeper");
    }
}
