package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an image runs on (image-spec, image-index.md, "platform"), with Go's names.
 *
 * @param os {@code linux}
 * @param architecture {@code amd64}, {@code arm64}, {@code arm} …
 * @param variant {@code v7}, {@code v8}; empty where there is none
 * @param osVersion empty where not given
 */
public record Platform(String os, String architecture, String variant, String osVersion) {

    /** A platform without a version of its operating system. */
    public Platform(String os, String architecture, String variant) {
        this(os, architecture, variant, "");
    }

    /** The platform of this machine. */
    public static Platform host() {
        return of("linux", System.getProperty("os.arch", "amd64"), "");
    }

    /**
     * Reads {@code OS}, {@code ARCH}, {@code OS/ARCH} or {@code OS/ARCH/VARIANT}; what is left out is the host's.
     * Names that are current elsewhere ({@code x86_64}, {@code aarch64}, {@code armhf}) are understood.
     *
     * @throws SpecException if the text has more than three parts or an empty one
     */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        for (String part : parts) {
            if (part.isEmpty() || parts.length > 3) {
                throw new SpecException("platform \"" + text + "\"", "OS/ARCH or OS/ARCH/VARIANT expected");
            }
        }
        if (parts.length == 1) {
            boolean os = parts[0].equalsIgnoreCase("linux") || parts[0].equalsIgnoreCase("windows");
            Platform host = host();
            return os ? of(parts[0], host.architecture, host.variant) : of("linux", parts[0], "");
        }
        return of(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    static Platform read(JsonCursor json) {
        return new Platform(
                json.field("os").stringOr(""),
                json.field("architecture").stringOr(""),
                json.field("variant").stringOr(""),
                json.field("os.version").stringOr(""));
    }

    void write(JsonWriter out) {
        out.object().name("architecture").value(architecture).name("os").value(os);
        if (!osVersion.isEmpty()) {
            out.name("os.version").value(osVersion);
        }
        if (!variant.isEmpty()) {
            out.name("variant").value(variant);
        }
        out.end();
    }

    /**
     * What this platform runs, best first: for arm/v7 also v6, v5 and arm without a variant. Images without a variant
     * are taken to fit, as indexes in the wild leave it out.
     */
    public List<Platform> compatible() {
        List<Platform> wanted = new ArrayList<>();
        int version = variant.length() == 2 && variant.charAt(0) == 'v' ? variant.charAt(1) - '0' : 0;
        boolean graded = architecture.equals("arm") || architecture.equals("arm64") || architecture.equals("amd64");
        int lowest = architecture.equals("arm") ? 5 : architecture.equals("arm64") ? 8 : 1;
        if (graded && version > 0) {
            for (int v = version; v >= lowest; v--) {
                wanted.add(new Platform(os, architecture, "v" + v));
            }
        } else if (!variant.isEmpty()) {
            wanted.add(new Platform(os, architecture, variant));
        }
        wanted.add(new Platform(os, architecture, ""));
        if (variant.isEmpty() && architecture.equals("arm64")) {
            wanted.add(new Platform(os, architecture, "v8"));
        }
        return wanted;
    }

    /** {@code linux/arm/v7}. */
    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }

    private static Platform of(String os, String architecture, String variant) {
        String arch = architecture.toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "x86_64", "x86-64" -> new Platform(os, "amd64", variant);
            case "aarch64", "arm64" -> new Platform(os, "arm64", variant);
            case "armhf", "arm" -> new Platform(os, "arm", variant.isEmpty() ? "v7" : variant);
            case "armel" -> new Platform(os, "arm", variant.isEmpty() ? "v6" : variant);
            case "i386", "i686", "x86" -> new Platform(os, "386", variant);
            case "mips64el" -> new Platform(os, "mips64le", variant);
            default -> new Platform(os, arch, variant);
        };
    }
}
