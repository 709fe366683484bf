package dev.pinisi.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * The default seccomp profile as config.json has it, resolved for a set of capabilities and an architecture. The rules
 * are in the resource {@code seccomp-default.txt}, whose head explains them; this turns text into text, so that starting
 * a container builds no tree of some four hundred names.
 */
final class DefaultSeccomp {
    /** Of the rules: counted up whenever they or this class change, as resolved profiles are kept. */
    static final int VERSION = 1;

    private static final String RESOURCE = "seccomp-default.txt";
    private static final int ENOSYS = 38;

    private final String architecture;
    private final Collection<String> capabilities;
    private final StringBuilder out = new StringBuilder(12_000);

    private DefaultSeccomp(String architecture, Collection<String> capabilities) {
        this.architecture = architecture;
        this.capabilities = capabilities;
    }

    /** The value of {@code linux.seccomp}, JSON text. */
    static String resolve(String architecture, Collection<String> capabilities) {
        return new DefaultSeccomp(architecture, capabilities).profile(rules());
    }

    private static String rules() {
        try (InputStream in = DefaultSeccomp.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the jar of the engine lacks " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private String profile(String rules) {
        out.append("{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultErrnoRet\":")
                .append(ENOSYS)
                .append(",\"architectures\":")
                .append(architectures(architecture))
                .append(",\"syscalls\":[");
        boolean applies = false;
        boolean open = false;
        int at = 0;
        while (at < rules.length()) {
            int end = rules.indexOf('\n', at);
            char first = rules.charAt(at);
            if (first == ' ' && applies) {
                names(rules, at, end);
            } else if (first != ' ' && first != '#' && first != '\n') {
                String rule = rules.substring(at, end);
                applies = applies(rule);
                if (applies) {
                    begin(rule, open);
                    open = true;
                }
            }
            at = end + 1;
        }
        return out.append("]}]}").toString();
    }

    /** Of the architecture itself and those whose programs it runs, too. */
    static String architectures(String architecture) {
        return switch (architecture) {
            case "amd64" -> "[\"SCMP_ARCH_X86_64\",\"SCMP_ARCH_X86\",\"SCMP_ARCH_X32\"]";
            case "arm64" -> "[\"SCMP_ARCH_AARCH64\",\"SCMP_ARCH_ARM\"]";
            case "s390x" -> "[\"SCMP_ARCH_S390X\",\"SCMP_ARCH_S390\"]";
            case "ppc64le" -> "[\"SCMP_ARCH_PPC64LE\"]";
            case "riscv64" -> "[\"SCMP_ARCH_RISCV64\"]";
            default -> "[]";
        };
    }

    private boolean applies(String rule) {
        int at = 0;
        while ("+-@*".indexOf(rule.charAt(at)) >= 0) {
            int end = rule.indexOf(' ', at);
            if (!holds(rule.charAt(at), rule.substring(at + 1, end))) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    private boolean holds(char condition, String words) {
        boolean all = true;
        boolean any = false;
        int start = 0;
        while (start <= words.length()) {
            int comma = words.indexOf(',', start);
            int end = comma < 0 ? words.length() : comma;
            String word = words.substring(start, end);
            boolean has = condition == '@' ? word.equals(architecture) : capabilities.contains("CAP_" + word);
            all &= has;
            any |= has;
            start = end + 1;
        }
        return switch (condition) {
            case '+' -> all;
            case '-' -> !any;
            case '@' -> any;
            default -> true;
        };
    }

    /** {@code CONDITION… allow|errno N [where INDEX OP VALUE]…}: all but the names. */
    private void begin(String rule, boolean another) {
        out.append(another ? "]},{" : "{");
        int errno = rule.indexOf(" errno ");
        if (errno < 0) {
            out.append("\"action\":\"SCMP_ACT_ALLOW\"");
        } else {
            int end = rule.indexOf(' ', errno + 7);
            out.append("\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":")
                    .append(rule, errno + 7, end < 0 ? rule.length() : end);
        }
        int where = rule.indexOf(" where ");
        if (where >= 0) {
            out.append(",\"args\":[");
            arguments(rule, where);
            out.append(']');
        }
        out.append(",\"names\":[");
    }

    private void arguments(String rule, int first) {
        for (int at = first; at >= 0; at = rule.indexOf(" where ", at + 1)) {
            int operator = rule.indexOf(' ', at + 7);
            int value = rule.indexOf(' ', operator + 1);
            int end = rule.indexOf(' ', value + 1);
            out.append(at == first ? "" : ",")
                    .append("{\"index\":")
                    .append(rule, at + 7, operator)
                    .append(",\"value\":")
                    .append(rule, value + 1, end < 0 ? rule.length() : end)
                    .append(",\"op\":\"")
                    .append(rule.charAt(operator + 1) == '!' ? "SCMP_CMP_NE" : "SCMP_CMP_EQ")
                    .append("\"}");
        }
    }

    private void names(String rules, int start, int end) {
        int at = start;
        while (at < end) {
            while (at < end && rules.charAt(at) == ' ') {
                at++;
            }
            int stop = rules.indexOf(' ', at);
            stop = stop < 0 || stop > end ? end : stop;
            if (out.charAt(out.length() - 1) == '"') {
                out.append(',');
            }
            out.append('"').append(rules, at, stop).append('"');
            at = stop;
        }
    }
}
