package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.PullOptions;
import dev.pinisi.engine.PullPolicy;

/** The options of {@code pull} that {@code run} and {@code create} have, too. */
final class PullFlags {
    static final String SIGNATURE_POLICY = "`Path` of the signature policy instead of policy.json's usual places";

    private PullFlags() {}

    static OptionTable options(OptionTable table) {
        return table.string("arch", "Use `ARCH` instead of the architecture of the machine for choosing images")
                .string(
                        "authfile",
                        "`Path` of the authentication file; REGISTRY_AUTH_FILE overrides the usual ones, too")
                .string("creds", "`Credentials` (USERNAME:PASSWORD) to use for authenticating to a registry")
                .flag("disable-content-trust", "Accepted for compatibility with docker")
                .string("os", "Use `OS` instead of the running OS for choosing images")
                .string("platform", "Specify the platform for selecting the image, such as linux/arm64")
                .flag("quiet,q", "Suppress output information when pulling images")
                .unsigned("retry", "Number of times to retry in case of failure when performing pull", "3")
                .string("signature-policy", SIGNATURE_POLICY)
                .flag("tls-verify", "Require HTTPS and verify certificates when contacting registries", true)
                .string("variant", "Use `VARIANT` instead of the running architecture variant for choosing images")
                .unsupported("cert-dir decryption-key retry-delay");
    }

    static PullOptions read(Arguments arguments, String policy) {
        PullOptions options = PullOptions.DEFAULT
                .withPolicy(PullPolicy.parse(policy))
                .withPlatform(platform(arguments))
                .withAuthFile(arguments.string("authfile"))
                .withCredentials(arguments.string("creds"))
                .withSignaturePolicy(arguments.string("signature-policy"))
                .withRetries((int) Math.min(Integer.MAX_VALUE, arguments.number("retry")));
        return arguments.has("tls-verify") ? options.withTlsVerify(arguments.flag("tls-verify")) : options;
    }

    /** {@code os/arch[/variant]}; empty for the host's. */
    static String platform(Arguments arguments) {
        String platform = arguments.string("platform");
        boolean parts = arguments.has("arch") || arguments.has("os") || arguments.has("variant");
        if (!platform.isEmpty() && parts) {
            throw new CommandException("--platform option can not be specified with --arch or --os");
        }
        if (!parts) {
            return platform;
        }
        String arch = arguments.string("arch");
        String variant = arguments.string("variant");
        return (arguments.has("os") ? arguments.string("os") : "linux")
                + "/" + (arch.isEmpty() ? VersionCommand.architecture() : arch)
                + (variant.isEmpty() ? "" : "/" + variant);
    }
}
